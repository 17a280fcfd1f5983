import type { Command } from 'commander';
import { confirmRevoke } from '../credentials/confirm.ts';
import { openCredentials } from '../credentials/open.ts';
import { revokeTokens, tokensUntil } from '../credentials/revoke-tokens.ts';
import { viewsOf } from '../credentials/views.ts';
import { toTime } from '../../to-time.ts';
import { momentOf } from '../output/time.ts';
import { tell } from '../output/width.ts';
import { addTargetOptions, type TargetOptions } from '../target/options.ts';
import { JSON_OBJECT, YES } from './operator-command.ts';

interface Options extends TargetOptions {
  json?: true;
  yes?: true;
  issuedBefore?: string;
}

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
  // Before anything is asked of the tenant: a wrong id needs none.
  tokensUntil({ id, now: '' });
  const {
    store,
    target: { now },
  } = await openCredentials(options);
  const at = tokensUntil({ id, issuedBefore, now });
  const known = await store.get(id);
  const what = `the access tokens of the federation that were given out until ${at}`;
  await confirmRevoke(what, known ? viewsOf(known, now) : [], { yes, now });
  const revoked = await revokeTokens(store, id, at);
  tell(
    `the access tokens of the federation are revoked that were given out until ${momentOf(revoked.tokensRevokedAt)}`,
  );
  if (json) console.log(JSON.stringify(revoked));
}
