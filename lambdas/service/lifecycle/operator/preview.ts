import { isHeldBack, type MassHold } from '../../../life/guard.ts';
import { dueSince, purgeAfter, ruleOfPurge, type Retention } from '../../../life/lifecycle.ts';
import type { StoredResource } from '../../../life/stored-resource.ts';
import { isObject, listOf, type Json } from '../../../scim/json.ts';
import type { DuePartition, SoftDeleted } from '../../../store/ports/retention.ts';
import { OperatorError, type Operating } from './operating.ts';

/** Somebody, or a group, that the purge will erase. */
interface Due {
  readonly id: string;
  readonly type: string;
  /** Its userName, or the name of a group; not there for what has neither. */
  readonly name?: string;
  /** Its displayName, beside a userName. */
  readonly displayName?: string;
  /** The first of its e-mail addresses, the primary one first. */
  readonly email?: string;
  /** Why: it was deleted, or was deactivated and never deleted. */
  readonly reason: 'deleted' | 'deactivated';
  readonly softDeletedAt: string;
  readonly deletedAt?: string;
  readonly purgeAfter: string;
  /** The setting of `retention` that the moment follows from. */
  readonly rule: ReturnType<typeof ruleOfPurge>;
  /** A mass hold keeps the purge from it until somebody decides. */
  readonly heldBack: boolean;
}

export interface PurgePreview {
  /** In the order in which they left, the deleted ones first. */
  readonly due: readonly Due[];
  /** More may be due: the `after` of the next page. */
  readonly next?: string;
}

/** What to look at: whom the purge will erase up to `asOf` (ISO 8601), page by page. */
export interface PreviewPurge {
  readonly asOf: string;
  readonly after?: string;
}

const PAGE = 100;
const PARTITIONS: Readonly<Record<Retention['deactivated'], readonly DuePartition[]>> = {
  purge: ['DELETED', 'DEACTIVATED'],
  keep: ['DELETED'],
};
const PLACE = /^(DELETED|DEACTIVATED)(?: (.+))?$/s;

/** Pages of the index that one answer looks at for somebody who is due. */
const MOST_PAGES = 10;

/** Who would be erased up to a time if nothing changes, with names and reasons. Throws OperatorError. */
export async function previewPurge(context: Operating, { asOf, after }: PreviewPurge): Promise<PurgePreview> {
  const holds = await context.store.listHolds();
  let page = await readPage(context, { asOf, ...(after !== undefined && { after }) }, holds);
  for (let read = 1; read < MOST_PAGES && page.due.length === 0 && page.next !== undefined; read += 1)
    page = await readPage(context, { asOf, after: page.next }, holds);
  return page;
}

async function readPage(
  { store, retention }: Operating,
  { asOf, after }: PreviewPurge,
  holds: readonly MassHold[],
): Promise<PurgePreview> {
  const partitions = PARTITIONS[retention.deactivated];
  const { partition, behind } = readPlace(partitions, after);
  const upTo = dueSince(asOf, retention);
  const page = await store.listSoftDeleted(partition, {
    limit: PAGE,
    upTo,
    ...(behind !== undefined && { after: behind }),
  });
  const stored = await readAll(store, page.found);
  const due = stored.flatMap((resource) => toDue(resource, retention, holds) ?? []);
  const following = partitions[partitions.indexOf(partition) + 1];
  const next = page.next === undefined ? following : `${partition} ${page.next}`;
  return { due: due.filter((each) => each.purgeAfter <= asOf), ...(next !== undefined && { next }) };
}

function readPlace(partitions: readonly DuePartition[], after: string | undefined) {
  const [, name = partitions[0], behind] = after === undefined ? [] : (PLACE.exec(after) ?? ['', '']);
  const partition = partitions.find((each) => each === name);
  if (partition === undefined) throw new OperatorError('"after" is not the "next" of the page before');
  return { partition, behind };
}

async function readAll(store: Operating['store'], found: readonly SoftDeleted[]): Promise<StoredResource[]> {
  const all = await Promise.all(
    [...Map.groupBy(found, ({ type }) => type)].map(([type, own]) =>
      store.getMany(
        type,
        own.map(({ id }) => id),
      ),
    ),
  );
  return all.flat();
}

/** Undefined for one that is not soft-deleted any more, or never due. */
function toDue(resource: StoredResource, retention: Retention, holds: readonly MassHold[]): Due | undefined {
  const { id, type, attributes, softDeletedAt, deletedAt } = resource;
  const due = purgeAfter(resource, retention);
  if (due === undefined || softDeletedAt === undefined) return undefined;
  const { userName, displayName } = attributes;
  const name = userName ?? displayName;
  const email = emailOf(attributes['emails']);
  return {
    id,
    type,
    ...(typeof name === 'string' && { name }),
    ...(typeof userName === 'string' && typeof displayName === 'string' && { displayName }),
    ...(email !== undefined && { email }),
    reason: deletedAt === undefined ? 'deactivated' : 'deleted',
    softDeletedAt,
    ...(deletedAt !== undefined && { deletedAt }),
    purgeAfter: due,
    rule: ruleOfPurge(resource, retention),
    heldBack: isHeldBack(holds, resource),
  };
}

function emailOf(emails: Json | undefined): string | undefined {
  const all = listOf(emails).filter(isObject);
  const value = (all.find(({ primary }) => primary === true) ?? all[0])?.['value'];
  return typeof value === 'string' ? value : undefined;
}
