import type { FeedEntry } from '../../../store/ports/feed.ts';
import type { HistoryEntry } from '../../../store/ports/history.ts';
import type { JournalEntry, Operation } from '../../../store/ports/journal.ts';

/** What a request wanted to do; `others` stands for refusals that were not written down one by one. */
export type Kind = Operation | 'others';
export const KINDS: readonly Kind[] = ['create', 'update', 'delete', 'search', 'read', 'others'];

export type Result = 'done' | 'refused';
export const RESULTS: readonly Result[] = ['done', 'refused'];

/** Something that happened, as the page shows it. */
export interface ActivityRow {
  readonly time: string;
  readonly result: Result;
  readonly kind: Kind;
  /** As in "user.created"; null for what was refused. */
  readonly event: string | null;
  /** The name of the resource type; null where it is several. */
  readonly type: string | null;
  readonly id: string | null;
  readonly name: string | null;
  readonly externalId: string | null;
  /** What was changed, or what a refusal is about. */
  readonly attributes: readonly string[];
  readonly status: number | null;
  readonly scimType: string | null;
  readonly by?: string;
  readonly requestId?: string;
  readonly clientRequestId?: string;
  /** How many more were refused in this minute. */
  readonly leftOut?: number;
}

const NOBODY = { id: null, name: null, externalId: null } as const;
const ENDS: Readonly<Record<string, Kind>> = { created: 'create', deleted: 'delete', erased: 'delete' };

/** A change that was made. */
export function doneRow(entry: HistoryEntry & Pick<FeedEntry, 'type' | 'id'>): ActivityRow {
  const { event, type, id, time, changed, by, requestId } = entry;
  return {
    ...NOBODY,
    time,
    result: 'done',
    kind: ENDS[event.split('.').at(-1) ?? ''] ?? 'update',
    event,
    type,
    id,
    attributes: changed,
    status: null,
    scimType: null,
    ...(by !== undefined && { by }),
    ...(requestId !== undefined && { requestId }),
  };
}

/** What was refused, or how many more were. */
export function refusedRow(entry: JournalEntry): ActivityRow {
  const refused = { ...NOBODY, result: 'refused', event: null } as const;
  if (!('refusal' in entry)) {
    const { at: time, leftOut } = entry;
    return { ...refused, time, kind: 'others', type: null, attributes: [], status: null, scimType: null, leftOut };
  }
  const { at, operation, type, status, scimType = null, attributes, whom, ...ids } = entry.refusal;
  return { ...refused, ...whom, time: at, kind: operation, type, attributes, status, scimType, ...idsOf(ids) };
}

const idsOf = ({ by, requestId, clientRequestId }: Pick<ActivityRow, 'by' | 'requestId' | 'clientRequestId'>) => ({
  ...(by !== undefined && { by }),
  ...(requestId !== undefined && { requestId }),
  ...(clientRequestId !== undefined && { clientRequestId }),
});

/** The same for a link that may not know whom it is about. */
export const withoutWhom = (row: ActivityRow): ActivityRow => ({ ...row, ...NOBODY });
