import type { Command } from 'commander';
import { rotatableClient, rotateClient } from '../../credentials/clients.ts';
import { confirmOverlap } from '../../credentials/confirm.ts';
import { openCredentials } from '../../credentials/open.ts';
import { viewsOf } from '../../credentials/views.ts';
import { overlapOption } from '../../input/arguments.ts';
import { printSecret, toYears, type SecretOptions } from './secret.ts';
import { momentOf } from '../../output/time.ts';
import { tell } from '../../output/width.ts';

/** `scim client rotate` */
export function rotateCommand(parent: Command): Command {
  return parent
    .command('rotate')
    .description('Give a client another secret; the ones it has go on working for a while.')
    .argument('<clientId>', 'the client id that "scim client list" shows')
    .addOption(overlapOption('how long the other secrets still work: 90m, 12h, 7d'))
    .option('--years <number>', 'how long the new secret is valid: 1, 2 or 3', toYears, 1)
    .option('--yes', 'do not ask, which is done for an overlap below 80 minutes')
    .option('--json', 'print an object with client id and secret')
    .action(rotate);
}

async function rotate(clientId: string, options: SecretOptions & { overlap: number; yes?: true }): Promise<void> {
  const {
    store,
    target: { now },
  } = await openCredentials(options);
  const client = await rotatableClient(store, clientId);
  const { overlap, yes, years } = options;
  await confirmOverlap(`every other secret of client ${clientId}`, viewsOf(client, now), { overlap, yes, now });
  const { secretId, secret, othersEnd, changed } = await rotateClient(store, client, { years, overlap, now });
  tell(
    `the other secrets of ${clientId} work until ${momentOf(othersEnd)} at most: put the new one into Entra before that`,
  );
  printSecret(changed, { secretId, secret }, options, { othersEndAt: othersEnd });
}
