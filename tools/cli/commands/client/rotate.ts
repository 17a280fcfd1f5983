import type { Command } from 'commander';
import { createClientSecret } from '../../../../lambdas/auth/client.ts';
import { PlainError } from '../../../plain-error.ts';
import { confirmOverlap } from '../../credentials/confirm.ts';
import { openCredentials } from '../../credentials/open.ts';
import { viewsOf } from '../../credentials/views.ts';
import { later, overlapOption } from '../../input/arguments.ts';
import { findClient } from './find.ts';
import { lifeOf, printSecret, toYears, type SecretOptions } from './secret.ts';

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
  const client = await findClient(store, clientId);
  if (client.revokedAt !== undefined) {
    throw new PlainError(`client ${clientId} is revoked: "scim client create" makes a new one`);
  }
  const { overlap, yes } = options;
  await confirmOverlap(`every other secret of client ${clientId}`, viewsOf(client, now), { overlap, yes, now });
  const othersEnd = later(now, overlap);
  const { secretId, secret, kept } = createClientSecret(lifeOf(options, now));
  if (!(await store.addSecret(client, { secretId, kept, othersEnd }))) {
    throw new PlainError(
      `client ${clientId} was changed by somebody else meanwhile, and nothing was made: see "scim client list"`,
    );
  }
  console.error(
    `the other secrets of ${clientId} work until ${othersEnd} at most: put the new one into Entra before that`,
  );
  const changed = { ...client, secrets: { [secretId]: kept } };
  printSecret(changed, { secretId, secret }, options, { othersEndAt: othersEnd });
}
