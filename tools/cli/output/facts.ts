/**
 * One line for each fact that is known, its value behind its name. `width`: characters for the
 * names.
 */
export const formatFacts = (facts: readonly (readonly [name: string, value: string | undefined])[], width: number) =>
  facts.flatMap(([name, value]) => (value === undefined ? [] : [`${name.padEnd(width)}${value}`]));
