import { show } from '../tenant-problem.ts';

/** One line for one mistake: where it is, what was received, what is allowed. */
export const problem = (path: string, received: unknown, allowed: string): string =>
  `${path}: received ${show(received)}; allowed: ${allowed}`;

/** Whether a name is in a list, capitals or not. */
export const isOneOf = (names: readonly string[], name: string): boolean =>
  names.some((candidate) => candidate.toLowerCase() === name.toLowerCase());

export interface Named {
  readonly path: string;
  readonly value: string;
  /** What stands there, where the value is another way to write it. */
  readonly written?: unknown;
}

/** A problem for each value that an earlier one has already, capitals or not. */
export function repeated(values: readonly Named[], what: string): string[] {
  const seen = new Map<string, Named>();
  return values.flatMap(({ path, value, written = value }) => {
    const first = seen.get(value.toLowerCase());
    if (!first) {
      seen.set(value.toLowerCase(), { path, value });
      return [];
    }
    return [problem(path, written, `${what} that ${first.path} does not have already; capitals make no difference`)];
  });
}
