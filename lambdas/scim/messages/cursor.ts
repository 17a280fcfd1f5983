import { expiredCursor, invalidCount, invalidCursor, show } from '../errors.ts';
import { isObject } from '../json.ts';
import type { SortValue } from '../query/sort.ts';
import { CURSOR_TIMEOUT } from './paging.ts';

/** A place between two resources of a result: behind or before the one named here. */
export interface Position {
  readonly type: string;
  readonly id: string;
  readonly sortValue?: SortValue;
}

/** What a cursor holds (RFC 9865 §2); it is sealed before a client sees it. */
export interface Cursor {
  readonly direction: 'next' | 'previous';
  readonly position: Position;
  readonly count: number;
  /** When it was made, ISO 8601. */
  readonly issued: string;
  /** That of the directory then. Absent: 0, it was never restored to an earlier time. */
  readonly epoch?: number;
}

/**
 * Reads what was in a seal; undefined stands for a seal that could not be opened, because the
 * cursor was changed or belongs to another query. Throws 400 `invalidCursor`, `expiredCursor` or
 * `invalidCount` (RFC 9865 §2.1). `epoch` is that of the directory now.
 */
export function readCursor(text: string | undefined, count: number, now: string, epoch = 0): Cursor {
  const cursor: unknown = text === undefined ? undefined : JSON.parse(text);
  if (!isCursor(cursor)) {
    throw invalidCursor(
      '"cursor" is not one that this service gave out for this query; send all other parameters as in the first request, or start again with an empty cursor',
    );
  }
  if (Date.parse(now) - Date.parse(cursor.issued) > CURSOR_TIMEOUT * 1000) {
    throw expiredCursor(
      `"cursor" is from ${cursor.issued} and was valid for ${CURSOR_TIMEOUT} seconds; start again with an empty cursor`,
    );
  }
  if ((cursor.epoch ?? 0) !== epoch)
    throw expiredCursor('"cursor" is of before the directory was restored; start again with an empty cursor');
  if (cursor.count !== count)
    throw invalidCount(`"count" is ${show(count)}; the query began with ${cursor.count}, send the same`);
  return cursor;
}

function isCursor(value: unknown): value is Cursor {
  if (!isObject(value)) return false;
  const { direction, position, count, issued, epoch = 0 } = value;
  return (
    (direction === 'next' || direction === 'previous') &&
    isPosition(position) &&
    typeof count === 'number' &&
    typeof issued === 'string' &&
    typeof epoch === 'number'
  );
}

function isPosition(value: unknown): value is Position {
  if (!isObject(value)) return false;
  const { type, id, sortValue = null } = value;
  const isSortValue = sortValue === null || typeof sortValue === 'string' || typeof sortValue === 'number';
  return typeof type === 'string' && typeof id === 'string' && isSortValue;
}
