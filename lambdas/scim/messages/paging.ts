import { invalidValue, show } from '../errors.ts';

/** The most resources a page holds, and how many it holds when the client does not say. */
export const MAX_PAGE = 200;
export const DEFAULT_PAGE = 100;

export interface Paging {
  /** From 1. */
  readonly startIndex: number;
  readonly count: number;
}

/** Index-based pagination (RFC 7644 §3.4.2.4): values below the range count as its lower end, a large count is cut to the page size. */
export function readPaging(startIndex: string | undefined, count: string | undefined): Paging {
  return {
    startIndex: Math.max(1, readInteger('startIndex', startIndex) ?? 1),
    count: Math.min(MAX_PAGE, Math.max(0, readInteger('count', count) ?? DEFAULT_PAGE)),
  };
}

function readInteger(name: string, text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (!/^[+-]?\d+$/.test(text.trim()) || !Number.isSafeInteger(value))
    throw invalidValue(`"${name}" is ${show(text)}; it must be a whole number`);
  return value;
}
