import { widthOf, wrap } from './width.ts';

export type Fact = readonly [name: string, value: string | undefined];

/**
 * One line for each fact that is known, its value behind its name, and what has no room below it. `names`: characters
 * for the names.
 */
export const formatFacts = (facts: readonly Fact[], names: number, width = widthOf()): string[] =>
  facts.flatMap(([name, value]) => {
    if (value === undefined) return [];
    const lines = wrap(value, width - names).split('\n');
    return lines.map((line, at) => `${(at === 0 ? name : '').padEnd(names)}${line}`.trimEnd());
  });
