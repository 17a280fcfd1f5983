import type { Command } from 'commander';
import type { StoredCredential } from '../../../../lambdas/auth/authorize.ts';
import { confirmRevoke } from '../../credentials/confirm.ts';
import { openCredentials } from '../../credentials/open.ts';
import { viewsOf } from '../../credentials/views.ts';
import { findClient } from './find.ts';
import type { ClientOptions } from './secret.ts';
import { momentOf } from '../../output/time.ts';
import { tell } from '../../output/width.ts';

interface RevokeOptions extends ClientOptions {
  secret?: string;
  yes?: true;
}

/** `scim client revoke` */
export function revokeCommand(parent: Command): Command {
  return parent
    .command('revoke')
    .description('End a client, or one of its secrets, now, and the access tokens that it got, within half a minute.')
    .argument('<clientId>', 'the client id that "scim client list" shows')
    .option('--secret <secretId>', 'only this secret')
    .option('--yes', 'do not ask')
    .option('--json', 'print an object')
    .action(revoke);
}

async function revoke(clientId: string, options: RevokeOptions): Promise<void> {
  const { secret, yes, json } = options;
  const {
    store,
    target: { now },
  } = await openCredentials(options);
  const client = await findClient(store, clientId, secret);
  const views = viewsOf(client, now).filter(({ secretId }) => secret === undefined || secretId === secret);
  const what = secret === undefined ? `client ${clientId}` : `secret ${secret} of client ${clientId}`;
  await confirmRevoke(what, views, { yes, now });
  const revokedAt = endOf(await store.revoke(clientId, now, secret), secret);
  tell(`${what} is revoked since ${momentOf(revokedAt ?? now)}`);
  if (json) console.log(JSON.stringify({ clientId, ...(secret !== undefined && { secretId: secret }), revokedAt }));
}

/** Since when a client, or one of its secrets, is revoked, ISO 8601. */
function endOf(credential: StoredCredential | undefined, secretId: string | undefined): string | undefined {
  if (secretId === undefined) return credential?.revokedAt;
  return credential?.kind === 'client-credentials' ? credential.secrets[secretId]?.revokedAt : undefined;
}
