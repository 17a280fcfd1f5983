import { userTypeIn } from '../tenant/resource-types.ts';
import type { DirectoryContext } from './context.ts';
import { createInspection } from './quality.ts';

const BATCH = 500;

/**
 * Looks at every user that SCIM sees, 500 at a time: for an operator, not for requests. `batches`: at
 * most so many times 500, the first by their ids.
 */
export async function inspectUsers(
  { store, types, fields }: Pick<DirectoryContext, 'store' | 'types' | 'fields'>,
  batches = Infinity,
) {
  const type = userTypeIn(types);
  const inspection = createInspection(type, fields);
  let after: string | undefined;
  for (let batch = 1; ; batch += 1) {
    const { ids, next } = await store.listIds(type.name, { limit: BATCH, after });
    for (const user of await store.getMany(type.name, ids)) if (user.deletedAt === undefined) inspection.see(user);
    if (next === undefined || batch === batches) return inspection;
    after = next;
  }
}
