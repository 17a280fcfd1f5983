import type { Command } from 'commander';
import { confirmRevoke } from '../../credentials/confirm.ts';
import { openCredentials } from '../../credentials/open.ts';
import { viewsOf } from '../../credentials/views.ts';
import { findToken } from './find.ts';
import type { TokenOptions } from './made.ts';
import { momentOf } from '../../output/time.ts';
import { tell } from '../../output/width.ts';

/** `scim token revoke` */
export function revokeCommand(parent: Command): Command {
  return parent
    .command('revoke')
    .description('End a token now. It is refused within half a minute, as answers of the authorizer are cached.')
    .argument('<keyId>', 'the key id that "scim token list" shows')
    .option('--yes', 'do not ask')
    .option('--json', 'print an object')
    .action(async (keyId: string, options: TokenOptions & { yes?: true }) => {
      const {
        store,
        target: { now },
      } = await openCredentials(options);
      const token = await findToken(store, keyId);
      await confirmRevoke(`token ${keyId}`, viewsOf(token, now), { yes: options.yes, now });
      const { revokedAt } = (await store.revoke(keyId, now)) ?? token;
      tell(`token ${keyId} is revoked since ${momentOf(revokedAt ?? now)}`);
      if (options.json) console.log(JSON.stringify({ keyId, revokedAt }));
    });
}
