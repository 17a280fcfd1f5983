import { formerMembers } from '../../../life/former-members.ts';
import { isVisible } from '../../../life/stored-resource.ts';
import type { ResourceType } from '../../../scim/schemas/resource-type.ts';
import type { HistoryEntry } from '../../../store/ports/history.ts';
import { applyEvent } from '../apply-event.ts';
import { checkCircle } from './groups.ts';
import { putMembersBack } from './members-back.ts';
import type { Operating } from './operating.ts';
import { putBack } from './put-back.ts';
import { refusalText } from './refusals.ts';
import { imageAt } from './restore-to.ts';

type Named = Pick<Undone, 'type' | 'id'>;

/** Whose changes are taken back, and from which moment on, ISO 8601. */
interface Undoing {
  readonly by: string;
  readonly since: string;
  readonly deleteCreated?: boolean;
  /** Nothing is written. */
  readonly dryRun?: boolean;
}

/**
 * restored: as it was before, but for what others changed behind it. same: nothing to be done.
 * created: by the credential, and left. deleted: created by it, and deleted now. failed: `reason` says
 * why, and what helps.
 */
export interface Undone {
  readonly type: string;
  readonly id: string;
  readonly result: 'restored' | 'same' | 'created' | 'deleted' | 'failed';
  /** Attributes, `state`, `groups`, `members`. */
  readonly changed?: readonly string[];
  readonly reason?: string;
}

const failed = ({ type, id }: Named, reason: string): Undone => ({
  type,
  id,
  result: 'failed',
  reason,
});

/** Takes back what a credential did to a resource, but for members. Throws OperatorError. */
export async function undoOne(
  context: Operating,
  { by, since, deleteCreated = false, dryRun = false }: Undoing,
  { type: name, id }: Named,
): Promise<Undone> {
  const type = context.types.find((each) => each.name === name);
  if (!type) return failed({ type: name, id }, `this tenant has no type ${name} any more`);
  const entries = await historySince(context, type, id, since);
  const own = entries.filter((entry) => entry.by === by);
  const [first, last] = [own[0], own.at(-1)];
  if (!first || !last) return { type: name, id, result: 'same' };
  if (first.event.endsWith('.created')) return undoCreation(context, type, id, { deletes: deleteCreated, dryRun });
  if (own.every(({ event }) => event.endsWith('.members.changed'))) return { type: name, id, result: 'same' };
  const later = entries.filter(({ version }) => version > last.version);
  const others = later.filter((entry) => entry.by !== by && entry.by !== 'operator');
  const gone = later.findLast(({ event }) => /\.(?:deleted|restored|erased)$/.test(event));
  if (gone?.event.endsWith('.deleted') && gone.by !== 'operator')
    return failed({ type: name, id }, `it was deleted behind that by ${gone.by ?? 'somebody unknown'}, and is left so`);
  const image = await imageAt(context, id, first.time);
  if (!image) return failed({ type: name, id }, `nothing is kept of what it was like before ${first.time}`);
  const keep = [...new Set(others.flatMap(({ changed }) => changed))];
  if (type.members !== undefined && isVisible(image.before)) await checkCircle(context, type, id);
  const outcome = await putBack(context, type, id, { image, keep, dryRun });
  if (!outcome.ok) return failed({ type: name, id }, reasonOf(type, id, outcome));
  const { changed } = outcome;
  return { type: name, id, result: changed.length > 0 ? 'restored' : 'same', changed };
}

/**
 * Takes back what it did to the members of a group, and who joined it behind; others are left as
 * somebody else has put or taken them since. Answers how many moved, and, where that is all, the result.
 */
export async function undoMembers(
  context: Operating,
  { by, since, dryRun = false }: Undoing,
  own: Undone,
): Promise<{ readonly moved: number; readonly result: Undone | undefined }> {
  const type = context.types.find(({ name }) => name === own.type);
  if (type?.members === undefined || (own.result !== 'restored' && own.result !== 'same'))
    return { moved: 0, result: own };
  const moves = await context.store.membersMoved(type.name, own.id, since);
  const was = formerMembers(moves, (move) =>
    move.by === by ? 'undone' : move.by === undefined || ITSELF.has(move.by) ? 'passed' : 'left',
  );
  const { joined, removed, left } = await putMembersBack(context, type, own.id, was, dryRun);
  const moved = joined + removed;
  const changed = [...(own.changed ?? []), ...(moved > 0 ? ['members'] : [])];
  const result = changed.length > 0 ? ({ ...own, result: 'restored', changed } as const) : own;
  return { moved, result: left > 0 ? undefined : result };
}

/** Who moves members because of something else: a restore, or what is left of a request. */
const ITSELF: ReadonlySet<string> = new Set(['operator', 'recovery', 'purge']);

const reasonOf = (type: ResourceType, id: string, outcome: Parameters<typeof refusalText>[2]): string =>
  type.members !== undefined && outcome.reason === 'unknown'
    ? 'the group is not there any more'
    : refusalText('restore', id, outcome);

async function undoCreation(
  context: Operating,
  type: ResourceType,
  id: string,
  { deletes, dryRun }: { readonly deletes: boolean; readonly dryRun: boolean },
): Promise<Undone> {
  const base = { type: type.name, id };
  if (!deletes || !type.softDelete) return { ...base, result: 'created' };
  if (dryRun) return { ...base, result: isVisible(await context.store.get(type.name, id)) ? 'deleted' : 'same' };
  const outcome = await applyEvent(context, type, id, () => ({ kind: 'delete' }));
  if (outcome.ok) return { ...base, result: 'deleted' };
  const isGone = ['deleted', 'erased', 'unknown'].includes(outcome.reason);
  return isGone ? { ...base, result: 'same' } : failed(base, refusalText('restore', id, outcome));
}

/** What happened to a resource since a time, the oldest first. */
async function historySince(
  { store }: Operating,
  type: ResourceType,
  id: string,
  since: string,
): Promise<readonly HistoryEntry[]> {
  const found: HistoryEntry[] = [];
  let before: number | undefined;
  for (;;) {
    const page = await store.history(type.name, id, { limit: 100, before });
    found.push(...page.changes.filter(({ time }) => time >= since));
    const oldest = page.changes.at(-1);
    if (page.next === undefined || !oldest || oldest.time < since) return found.toReversed();
    before = page.next;
  }
}
