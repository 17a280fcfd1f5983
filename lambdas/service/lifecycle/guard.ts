import { DAY, WEEK } from '../../duration.ts';
import { withSize, type DirectorySize } from '../../life/directory-size.ts';
import { familyOf, overlaps, widened, windowOf, type GuardRule, type MassHold } from '../../life/guard.ts';
import { findMassLosses, type Counting, type MassLoss } from '../../life/mass-loss.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import type { ImageReader } from '../../store/ports/images.ts';
import type { ListingStore } from '../../store/ports/listing.ts';
import type { RetentionStore } from '../../store/ports/retention.ts';
import { familyOfType, lossesSince, withCreated, type FoundLoss, type LossStore } from './losses.ts';

export interface Guarding {
  readonly store: RetentionStore & Pick<ListingStore, 'count'> & Pick<ImageReader, 'listLosses'> & LossStore;
  readonly types: readonly ResourceType[];
  readonly guard: GuardRule;
  readonly now: () => string;
  readonly newId: () => string;
}

/**
 * Looks at what was lost since it last did: soft deletes, people who were wiped, groups that were
 * deleted. Holds what was too much within an hour, a day or a week: the purge leaves it alone until
 * an operator has decided. The client was never refused: Entra would put the whole job into
 * quarantine. Answers the holds that somebody should hear of: those it made or widened, and those
 * that have waited for another day.
 */
export async function guardDirectory(guarding: Guarding): Promise<readonly MassHold[]> {
  const { store, now } = guarding;
  // What is lost from here on may be missing in what is read: the next look sees it again.
  const begin = now();
  const last = await store.guarded();
  const [losses, size, holds] = await Promise.all([
    lossesSince(guarding, last && new Date(Date.parse(last.upTo) - WEEK).toISOString()),
    sizeOf(guarding, begin),
    store.listHolds(),
  ]);
  const known = last?.sizes ?? [];
  const isNew = losses.some(({ at }) => at > (last?.upTo ?? ''));
  const changed = isNew ? await findHolds(guarding, losses, { total: size, sizes: known, holds }) : [];
  const told = [...changed, ...waiting(holds, changed, begin)].map((hold) => ({ ...hold, toldAt: begin }));
  for (const hold of told) await store.putHold(hold);
  const sizes = withSize(known, size);
  if (isNew || sizes !== known) await store.setGuarded({ upTo: begin, sizes });
  return told;
}

async function sizeOf({ store, types }: Guarding, at: string): Promise<DirectorySize> {
  const counts = await Promise.all(
    types.map(async (type) => ({ family: familyOfType(type), count: await store.count(type.name) })),
  );
  const of = (wanted: 'users' | 'groups') =>
    counts.reduce((sum, { family, count }) => sum + (family === wanted ? count : 0), 0);
  return { at, users: of('users'), groups: of('groups') };
}

interface Known {
  readonly total: DirectorySize;
  readonly sizes: readonly DirectorySize[];
  readonly holds: readonly MassHold[];
}

async function findHolds(
  guarding: Guarding,
  losses: readonly FoundLoss[],
  { total, sizes, holds }: Known,
): Promise<MassHold[]> {
  const { guard, now, newId } = guarding;
  const found: MassHold[] = [];
  for (const family of ['users', 'groups'] as const) {
    const own = losses.filter((loss) => loss.family === family);
    const lost = own.filter(({ isGone }) => isGone).length;
    const counting: Counting = { family, rule: guard, total: total[family] + lost, sizes, holds };
    for (const mass of await findExactly(guarding, own, counting)) {
      const known = holds.find((hold) => hold.state === 'held' && isOf(hold, counting, mass) && overlaps(hold, mass));
      const moments = own.map(({ at }) => at);
      const wider = known && widened(known, mass, moments);
      if (wider) found.push(wider);
      if (!known) found.push({ ...mass, family, id: newId().slice(0, 8), noticedAt: now(), state: 'held' });
    }
  }
  return found;
}

const isOf = (hold: MassHold, { family }: Counting, { window }: MassLoss): boolean =>
  familyOf(hold) === family && windowOf(hold) === window;

/**
 * Who was created inside a window does not count, and only the resources know when they were
 * created: they are read where it would be too much if all of them had been there before.
 */
async function findExactly(
  { store }: Guarding,
  losses: readonly FoundLoss[],
  counting: Counting,
): Promise<readonly MassLoss[]> {
  const most = findMassLosses(losses, counting);
  if (most.length === 0) return most;
  return findMassLosses(await withCreated(store, losses, most), counting);
}

/** The holds that nobody has decided about, and that were not told for a day. */
const waiting = (holds: readonly MassHold[], changed: readonly MassHold[], now: string): MassHold[] =>
  holds.filter(
    (hold) =>
      hold.state === 'held' &&
      !changed.some(({ id }) => id === hold.id) &&
      Date.parse(now) - Date.parse(hold.toldAt ?? hold.noticedAt) >= DAY,
  );
