import type { SoftDeleted } from '../../store/ports/retention.ts';
import { userType } from '../../tenant/resource-types.ts';
import { toDirectoryUser, type DirectoryUser } from '../directory-user.ts';
import type { SetupContext } from './context.ts';

/** A page of nothing but groups leads nowhere; so many pages are read for one answer. */
const MAX_STEPS = 10;

/** The order of the due index, the same in each of its partitions. */
const placeOf = ({ softDeletedAt, deletedAt = '', type, id }: SoftDeleted): string =>
  [softDeletedAt, deletedAt, type, id].join('#');
const byPlace = (a: SoftDeleted, b: SoftDeleted): number => (placeOf(a) < placeOf(b) ? -1 : 1);

/**
 * Those who will be erased, in the order in which they left, and within a page the soonest first:
 * the deleted ones, and those deactivated where that leads to the purge. Nobody on legal hold.
 */
export async function readLeaving(
  context: Pick<SetupContext, 'store' | 'fields' | 'retention'>,
  limit: number,
  start: SoftDeleted | undefined,
): Promise<{ users: DirectoryUser[]; next?: SoftDeleted }> {
  const places: SoftDeleted[] = [];
  let after = start;
  let more = true;
  for (let step = 0; step < MAX_STEPS && more && places.length < limit; step += 1) {
    const page = await readPlaces(context, limit - places.length, after);
    places.push(...page.places.filter(({ type }) => type === userType.name));
    after = page.places.at(-1) ?? after;
    more = page.more;
  }
  const users = await usersAt(context, places);
  return { users, ...(more && after && { next: after }) };
}

async function readPlaces(
  { store, retention }: Pick<SetupContext, 'store' | 'retention'>,
  limit: number,
  after: SoftDeleted | undefined,
): Promise<{ places: SoftDeleted[]; more: boolean }> {
  const partitions = retention.deactivated === 'purge' ? (['DEACTIVATED', 'DELETED'] as const) : (['DELETED'] as const);
  const pages = await Promise.all(
    partitions.map((partition) => store.listSoftDeleted(partition, { limit, ...(after && { after }) })),
  );
  const all = pages.flatMap(({ found }) => found).toSorted(byPlace);
  const places = all.slice(0, limit);
  return { places, more: all.length > limit || pages.some(({ next }) => next !== undefined) };
}

async function usersAt(
  { store, fields, retention }: Pick<SetupContext, 'store' | 'fields' | 'retention'>,
  places: readonly SoftDeleted[],
): Promise<DirectoryUser[]> {
  const ids = places.map(({ id }) => id);
  const stored = ids.length === 0 ? [] : await store.getMany(userType.name, ids);
  return stored
    .flatMap((user) => toDirectoryUser(fields, retention, user) ?? [])
    .filter(({ purgeAfter }) => purgeAfter !== null)
    .toSorted((a, b) => (a.purgeAfter ?? '').localeCompare(b.purgeAfter ?? ''));
}
