import { purgeAfter, type Lifecycle, type Retention } from '../../../life/lifecycle.ts';
import type { StoredResource } from '../../../life/stored-resource.ts';
import { groupTypeOf, type ResourceType } from '../../../scim/schemas/resource-type.ts';
import { MAX_ID_LENGTH } from '../../../store/ports/ids.ts';
import { applyEvent } from '../apply-event.ts';
import { allSoftDeleted } from '../soft-deleted.ts';
import { OperatorError, type Operating } from './operating.ts';
import { groupRefusalText } from './refusals.ts';

/** Where a group stands. */
export interface GroupReport extends Pick<Lifecycle, 'deletedAt' | 'restoredAt'> {
  readonly id: string;
  readonly displayName: string | undefined;
  readonly purgeAfter?: string;
}

/** The deleted groups that can be brought back, the one that was deleted last first. */
export async function listDeletedGroups({ store, types, retention }: Operating): Promise<GroupReport[]> {
  const type = groupTypeIn(types);
  const ids = (await allSoftDeleted(store, ['DELETED'])).filter((each) => each.type === type.name).map(({ id }) => id);
  const found = ids.length === 0 ? [] : await store.getMany(type.name, ids, { consistent: true });
  return found
    .filter(({ deletedAt }) => deletedAt !== undefined)
    .map((group) => reportGroup(group, retention))
    .toSorted((a, b) => (b.deletedAt ?? '').localeCompare(a.deletedAt ?? ''));
}

/**
 * Brings a deleted group back: its id, its name, those of its members who are still there, and its
 * place in other groups. Throws OperatorError.
 */
export async function restoreGroup(context: Operating, id: string): Promise<GroupReport> {
  const { types, retention } = context;
  const type = groupTypeIn(types);
  if (id.length > MAX_ID_LENGTH) throw new OperatorError(groupRefusalText(id, { ok: false, reason: 'unknown' }));
  await checkCircle(context, type, id);
  const outcome = await applyEvent(context, type, id, () => ({ kind: 'restore', active: true }));
  if (outcome.ok) return reportGroup(outcome.resource, retention);
  throw new OperatorError(groupRefusalText(id, outcome));
}

/**
 * Whether one of the groups that it would be in again has become its member meanwhile, directly or
 * through others: nobody who nested groups saw it.
 */
export async function checkCircle({ store }: Operating, type: ResourceType, id: string): Promise<void> {
  const { memberOf } = await store.getWithGroups(type.name, id, type.name);
  const ids = await withAncestors(store, type, memberOf.groups.keys());
  if (ids.length === 0) return;
  const { facts } = await store.getWithFacts(type.name, id, { ids, candidates: [], types: [type.name] });
  const [inner] = facts.members;
  if (inner !== undefined)
    throw new OperatorError(
      `group ${id} would contain itself: its member ${inner} contains a group that it was in; take that group out first`,
    );
}

/** Groups, and all that they are in, directly or through others. */
export async function withAncestors(
  store: Pick<Operating['store'], 'groupsOf'>,
  type: ResourceType,
  ids: Iterable<string>,
): Promise<string[]> {
  const all = new Set(ids);
  for (const each of all)
    for (const parent of (await store.groupsOf(type.name, [each])).get(each) ?? []) all.add(parent.id);
  return [...all];
}

/** The type of this tenant's groups. */
export function groupTypeIn(types: readonly ResourceType[]): ResourceType {
  const type = groupTypeOf(types);
  if (!type) throw new Error('this tenant has no groups');
  return type;
}

/** Where a group stands, as an operator is told. */
export function reportGroup(group: StoredResource, retention: Retention): GroupReport {
  const { id, attributes, deletedAt, restoredAt } = group;
  const { displayName } = attributes;
  const due = purgeAfter(group, retention);
  return {
    id,
    displayName: typeof displayName === 'string' ? displayName : undefined,
    ...(deletedAt !== undefined && { deletedAt }),
    ...(restoredAt !== undefined && { restoredAt }),
    ...(due !== undefined && { purgeAfter: due }),
  };
}
