import { isError, requestIdsOf, type LogLine } from './line.ts';

/** What is looked for: `ids` of requests, of which one is enough; none for all. */
export interface Wanted {
  readonly ids: readonly string[];
  readonly errors: boolean;
}

/** The logs of a tenant. `since` in milliseconds since 1970; lines may come in any order, and more than are wanted. */
export type LogSource = (since: number, wanted: Wanted) => Promise<LogLine[]>;

/**
 * The lines that are wanted, the oldest first. A request has one id of API Gateway and one of Lambda
 * for each function it passed: what is found by one of them is found by all.
 */
export async function readLogs(source: LogSource, since: number, wanted: Wanted): Promise<LogLine[]> {
  const first = await source(since, wanted);
  const known = new Set(wanted.ids);
  const more = wanted.ids.length === 0 ? [] : first.flatMap(requestIdsOf).filter((id) => !known.has(id));
  const second = more.length === 0 ? [] : await source(since, { ...wanted, ids: [...new Set(more)] });
  const all = new Map([...first, ...second].map((line) => [line.id, line]));
  return [...all.values()]
    .filter((line) => !wanted.errors || isError(line))
    .toSorted((one, other) => one.at - other.at);
}
