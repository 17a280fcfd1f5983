import { invalidCount, invalidValue, show, type ScimError } from '../errors.ts';

/** The most resources a page holds, and how many it holds when the client does not say. */
export const MAX_PAGE = 200;
export const DEFAULT_PAGE = 100;
/** How long a cursor may wait, in seconds. */
export const CURSOR_TIMEOUT = 3600;

/**
 * Which page is asked for: by its number (RFC 7644 §3.4.2.4), from 1, or by a cursor (RFC 9865 §2),
 * empty for the first page.
 */
export type Paging =
  | { readonly method: 'index'; readonly startIndex: number; readonly count: number }
  | { readonly method: 'cursor'; readonly cursor: string; readonly count: number };

/**
 * Index is the method when none is named (RFC 9865 §2.4). Values below the range count as its lower
 * end, a large count is cut to the page size. Throws 400 `invalidValue`, or `invalidCount` where a
 * cursor is used.
 */
export function readPaging(
  startIndex: string | undefined,
  count: string | undefined,
  cursor: string | undefined,
): Paging {
  if (cursor === undefined) {
    const index = readInteger('startIndex', startIndex, invalidValue) ?? 1;
    return {
      method: 'index',
      startIndex: Math.max(1, index),
      count: pageSize(readInteger('count', count, invalidValue)),
    };
  }
  if (startIndex !== undefined) throw invalidValue('"startIndex" and "cursor" exclude each other; send one of them');
  return { method: 'cursor', cursor, count: pageSize(readInteger('count', count, invalidCount)) };
}

const pageSize = (count: number | undefined): number => Math.min(MAX_PAGE, Math.max(0, count ?? DEFAULT_PAGE));

function readInteger(
  name: string,
  text: string | undefined,
  refuse: (detail: string) => ScimError,
): number | undefined {
  if (text === undefined || text === '') return undefined;
  const value = Math.min(Number(text), Number.MAX_SAFE_INTEGER);
  if (!/^[+-]?\d+$/.test(text.trim())) throw refuse(`"${name}" is ${show(text)}; it must be a whole number`);
  return value;
}
