import type { Command } from 'commander';
import { findLink } from '../../credentials/links.ts';
import { openCredentials } from '../../credentials/open.ts';
import { confirm } from '../../input/confirm.ts';
import { momentOf } from '../../output/time.ts';
import { tell } from '../../output/width.ts';
import type { TargetOptions } from '../../target/options.ts';

/** `scim setup-link revoke` */
export function revokeCommand(parent: Command): Command {
  return parent
    .command('revoke')
    .description('End a setup link now. Within half a minute the page says that it has ended.')
    .argument('<keyId>', 'the key id that "scim setup-link list" shows')
    .option('--yes', 'do not ask')
    .option('--json', 'print an object')
    .action(async (keyId: string, { yes, json, ...options }: TargetOptions & { yes?: true; json?: true }) => {
      const {
        store,
        target: { now },
      } = await openCredentials(options);
      const found = await findLink(store, keyId);
      await confirm(`Revoke setup link ${keyId}? It cannot be taken back.`, yes);
      const { revokedAt } = (await store.revoke(keyId, now)) ?? found;
      tell(
        `setup link ${keyId} is revoked since ${momentOf(revokedAt ?? now)}; tokens and clients made with it go on working`,
      );
      if (json) console.log(JSON.stringify({ keyId, revokedAt }));
    });
}
