import type { Command } from 'commander';
import { PlainError } from '../../plain-error.ts';
import { confirmRevoke } from '../credentials/confirm.ts';
import { openCredentials } from '../credentials/open.ts';
import { viewsOf } from '../credentials/views.ts';
import { toTime } from '../input/arguments.ts';
import { addTargetOptions, type TargetOptions } from '../target/options.ts';
import { JSON_OBJECT, YES } from './operator-command.ts';

interface Options extends TargetOptions {
  json?: true;
  yes?: true;
  issuedBefore?: string;
}

/** What ends the others. */
const INSTEAD: Readonly<Record<string, string>> = {
  'entra-token': 'Microsoft makes these tokens, nobody here can revoke one: take entraToken out of the tenant file',
};

/** Adds `scim credential revoke`. */
export function addCredentialRevoke(credential: Command): void {
  const command = credential
    .command('revoke')
    .description(
      'End the access tokens that were given out to the federation of the tenant file, within half a minute. The federation itself goes on: it ends in the tenant file.',
    )
    .argument('<credential>', 'federation, as "scim credential report" shows it')
    .option('--issued-before <time>', 'only those that were given out until then, as 2027-01-01T08:30:00Z', toTime)
    .option(YES.flags, YES.description)
    .option(JSON_OBJECT.flags, JSON_OBJECT.description)
    .action(revoke);
  addTargetOptions(command);
}

async function revoke(id: string, { json, yes, issuedBefore, ...options }: Options): Promise<void> {
  if (id !== 'federation')
    throw new PlainError(
      `"${id}" is no federation: ${INSTEAD[id] ?? '"scim token revoke" ends a token, "scim client revoke" a client with its access tokens'}`,
    );
  const {
    store,
    target: { now },
  } = await openCredentials(options);
  if (issuedBefore !== undefined && issuedBefore > now)
    throw new PlainError(
      `${issuedBefore} is yet to come, and Entra would be refused until then: name a time that has passed`,
    );
  const at = issuedBefore ?? now;
  const known = await store.get(id);
  const what = `the access tokens of the federation that were given out until ${at}`;
  await confirmRevoke(what, known ? viewsOf(known, now) : [], { yes, now });
  const tokensRevokedAt = await store.revokeTokens(at);
  console.error(`the access tokens of the federation are revoked that were given out until ${tokensRevokedAt}`);
  if (json) console.log(JSON.stringify({ keyId: id, tokensRevokedAt }));
}
