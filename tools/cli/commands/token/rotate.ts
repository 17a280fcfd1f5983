import type { Command } from 'commander';
import { confirmOverlap } from '../../credentials/confirm.ts';
import { openCredentials } from '../../credentials/open.ts';
import { rotatableToken, rotateToken } from '../../credentials/tokens.ts';
import { viewsOf } from '../../credentials/views.ts';
import { overlapOption, toLabel } from '../../input/arguments.ts';
import { printToken, toDays, type MakeOptions } from './made.ts';
import { momentOf } from '../../output/time.ts';
import { tell } from '../../output/width.ts';

/** `scim token rotate` */
export function rotateCommand(parent: Command): Command {
  return parent
    .command('rotate')
    .description('Make a token in place of another one, which goes on working for a while.')
    .argument('<keyId>', 'the key id that "scim token list" shows')
    .addOption(overlapOption('how long the old one still works: 90m, 12h, 7d'))
    .option('--label <text>', 'what it is for (default: as the old one)', toLabel)
    .option('--expires-in-days <number>', 'how long the new one is valid', toDays, 365)
    .option('--yes', 'do not ask, which is done for an overlap below 80 minutes')
    .option('--json', 'print an object with the token and what is known about it')
    .action(rotate);
}

async function rotate(keyId: string, options: MakeOptions & { overlap: number; yes?: true }): Promise<void> {
  const {
    store,
    target: { now },
  } = await openCredentials(options);
  const old = await rotatableToken(store, keyId, now);
  const { overlap, yes, label, expiresInDays } = options;
  await confirmOverlap(`token ${keyId}`, viewsOf(old, now), { overlap, yes, now });
  const { made, ends } = await rotateToken(store, old, { label, expiresInDays, overlap, now });
  tell(`token ${keyId} works until ${momentOf(ends)}: put the new one into Entra before that`);
  printToken(made, options, { replaces: keyId, replacedEndsAt: ends });
}
