import { createCredentialList } from '../../../lambdas/store/credentials/credential-list.ts';
import { openTable, type TableOptions } from '../../../lambdas/store/table/open-table.ts';
import { walkTable } from '../../../lambdas/store/table/walk.ts';

/** What has happened since a time, by the table as it is. */
export interface Since {
  /** Would be erased again. */
  readonly erased: number;
  /** Came, and are there. */
  readonly created: number;
  /** Would be as they were. */
  readonly changed: number;
  /** Deleted, or deactivated: would be back. */
  readonly left: number;
  /** Credentials that would be revoked again. */
  readonly revoked: number;
}

/** Reads the whole table, and changes nothing. `to` is ISO 8601. */
export async function whatCameSince(options: TableOptions, to: string): Promise<Since> {
  let [erased, created, changed, left] = [0, 0, 0, 0];
  const isSince = (time: string | undefined): boolean => time !== undefined && time > to;
  for await (const { resources } of walkTable(openTable(options)))
    for (const each of resources) {
      if (each.erasedAt !== undefined) erased += isSince(each.erasedAt) ? 1 : 0;
      else if (isSince(each.created)) created += each.deletedAt === undefined ? 1 : 0;
      else if (isSince(each.softDeletedAt) || isSince(each.deletedAt)) left += 1;
      else if (isSince(each.lastModified)) changed += 1;
    }
  const credentials = await createCredentialList(options).list();
  const revoked = credentials.filter(
    (each) =>
      isSince(each.revokedAt) ||
      (each.kind === 'client-credentials' && Object.values(each.secrets).some(({ revokedAt }) => isSince(revokedAt))),
  );
  return { erased, created, changed, left, revoked: revoked.length };
}
