import { covers, type LossFamily } from '../../life/guard.ts';
import type { Loss, MassLoss } from '../../life/mass-loss.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import type { ImageReader } from '../../store/ports/images.ts';
import type { ResourceStore } from '../../store/ports/resources.ts';
import type { RetentionStore, SoftDeleted } from '../../store/ports/retention.ts';
import { allSoftDeleted } from './soft-deleted.ts';

/** A loss with whose it is; `isGone`: it is not among those that SCIM shows. */
export interface FoundLoss extends Loss {
  readonly type: string;
  readonly id: string;
  readonly family: LossFamily;
  readonly isGone: boolean;
}

export type LossStore = RetentionStore & Pick<ImageReader, 'listLosses'> & Pick<ResourceStore, 'getMany'>;

interface Looking {
  readonly store: LossStore;
  readonly types: readonly ResourceType[];
}

export const familyOfType = ({ members }: ResourceType): LossFamily => (members === undefined ? 'users' : 'groups');

/** The same by the name of a type; of one that the tenant has no more, users. */
export function familyOfName(types: readonly ResourceType[], name: string): LossFamily {
  const type = types.find((each) => each.name === name);
  return type ? familyOfType(type) : 'users';
}

/**
 * Everything that was lost since a moment, each resource once: the soft deletes, by the DELETE where
 * there was one, and what was wiped, or removed otherwise. `from` undefined: all that is known.
 */
export async function lossesSince({ store, types }: Looking, from = ''): Promise<readonly FoundLoss[]> {
  const family = (name: string): LossFamily => familyOfName(types, name);
  // A DELETE may come long after the deactivation that the index is ordered by; the deleted are
  // few, a month's at most.
  const [deleted, deactivated, others] = await Promise.all([
    allSoftDeleted(store, ['DELETED']),
    allSoftDeleted(store, ['DEACTIVATED'], from === '' ? {} : { from }),
    store.listLosses(from === '' ? '0' : from),
  ]);
  const gone = [
    ...deleted.map((each) => lost(each, each.deletedAt, true)),
    ...deactivated.map((each) => lost(each, each.softDeletedAt, false)),
  ].filter(({ at }) => at >= from && at !== '');
  const known = new Set(gone.map(({ id }) => id));
  const wiped = [...new Map(others.map((loss) => [loss.id, loss])).values()]
    .filter(({ id }) => !known.has(id))
    .map((loss) => ({ ...loss, isGone: family(loss.type) === 'groups' }));
  return [...gone, ...wiped].map((loss) => ({ ...loss, family: family(loss.type) }));
}

const lost = ({ type, id }: SoftDeleted, at = '', isGone: boolean) => ({ type, id, at, isGone });

/** Ids that are read in one call. */
const READ_AT_ONCE = 1_000;

/** The losses, those inside one of the stretches with when they were created. */
export async function withCreated(
  { getMany }: Pick<ResourceStore, 'getMany'>,
  losses: readonly FoundLoss[],
  stretches: readonly MassLoss[],
): Promise<readonly FoundLoss[]> {
  const open = losses.filter(
    (loss) => loss.created === undefined && stretches.some((stretch) => covers(stretch, loss.at)),
  );
  const created = new Map<string, string>();
  for (const [type, own] of Map.groupBy(open, (loss) => loss.type)) {
    for (let start = 0; start < own.length; start += READ_AT_ONCE) {
      const ids = own.slice(start, start + READ_AT_ONCE).map(({ id }) => id);
      for (const resource of await getMany(type, ids)) created.set(resource.id, resource.created);
    }
  }
  return losses.map((loss) => {
    const at = created.get(loss.id);
    return at === undefined ? loss : { ...loss, created: at };
  });
}
