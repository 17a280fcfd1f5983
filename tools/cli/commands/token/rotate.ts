import type { Command } from 'commander';
import { PlainError } from '../../../plain-error.ts';
import { confirmOverlap } from '../../credentials/confirm.ts';
import { openCredentials } from '../../credentials/open.ts';
import { viewsOf } from '../../credentials/views.ts';
import { later, overlapOption, toLabel } from '../../input/arguments.ts';
import { findToken } from './find.ts';
import { makeToken, printToken, toDays, type MakeOptions } from './made.ts';

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
  const old = await findToken(store, keyId);
  if (old.revokedAt !== undefined || old.expiresAt <= now) {
    throw new PlainError(`token ${keyId} has ended: "scim token create" makes a new one`);
  }
  if (old.replacedBy !== undefined) {
    throw new PlainError(
      `token ${keyId} is replaced by ${old.replacedBy} already: rotate that one, or "scim token create"`,
    );
  }
  const made = makeToken({ ...options, label: options.label ?? old.label, scopes: old.scopes }, now);
  const { overlap, yes } = options;
  await confirmOverlap(`token ${keyId}`, viewsOf(old, now), { overlap, yes, now });
  const end = later(now, overlap);
  const ends = end < old.expiresAt ? end : old.expiresAt;
  if (!(await store.replace(old, ends, made.credential))) {
    throw new PlainError(
      `token ${keyId} was changed by somebody else meanwhile, and nothing was made: see "scim token list"`,
    );
  }
  console.error(`token ${keyId} works until ${ends}: put the new one into Entra before that`);
  printToken(made, options, { replaces: keyId, replacedEndsAt: ends });
}
