import { isRecord } from '../../json.ts';
import { PlainError } from '../../plain-error.ts';

/** The FilterCriteria of an event source mapping. */
export interface FilterCriteria {
  Filters?: { Pattern: string }[];
}

/** Nested names, and at the end of each way the values of which one must be there. */
type Pattern = { readonly [key: string]: Pattern | readonly unknown[] };

/**
 * Makes the test that a record has to pass: any of the filters, or none at all. Throws PlainError
 * for what is not modelled.
 */
export function createFilter({ Filters = [] }: FilterCriteria = {}): (record: unknown) => boolean {
  const patterns = Filters.map((filter) => readPattern(filter.Pattern));
  return (record) => patterns.length === 0 || patterns.some((pattern) => matches(pattern, record));
}

function readPattern(text: string): Pattern {
  const pattern: unknown = JSON.parse(text);
  if (isPattern(pattern)) return pattern;
  throw new PlainError(
    `the dev server knows only plain values in a filter of an event source mapping, not ${text}: ` +
      'add the rule to tools/dev-server/events/event-filter.ts',
  );
}

const isPattern = (value: unknown): value is Pattern =>
  isRecord(value) && Object.values(value).every((rule) => isPattern(rule) || isValues(rule));

const isValues = (rule: unknown): rule is readonly unknown[] =>
  Array.isArray(rule) && rule.every((value) => typeof value !== 'object' || value === null);

function matches(pattern: Pattern, value: unknown): boolean {
  return Object.entries(pattern).every(([key, rule]) => {
    const found = isRecord(value) ? value[key] : undefined;
    return isValues(rule) ? rule.includes(found) : matches(rule, found);
  });
}
