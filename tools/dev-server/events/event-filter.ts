import { isRecord } from '../../json.ts';
import { PlainError } from '../../plain-error.ts';

/** The FilterCriteria of an event source mapping. */
export interface FilterCriteria {
  Filters?: { Pattern: string }[];
}

/** Nested names, and at the end of each way the values, or beginnings of values, of which one must be there. */
type Pattern = { readonly [key: string]: Pattern | readonly unknown[] };
/** What a text begins with. */
type Prefix = { readonly prefix: string };

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
    `the dev server knows only plain values and prefixes in a filter of an event source mapping, not ${text}: ` +
      'add the rule to tools/dev-server/events/event-filter.ts',
  );
}

const isPattern = (value: unknown): value is Pattern =>
  isRecord(value) && Object.values(value).every((rule) => isPattern(rule) || isValues(rule));

const isValues = (rule: unknown): rule is readonly unknown[] =>
  Array.isArray(rule) && rule.every((value) => typeof value !== 'object' || value === null || isPrefix(value));

const isPrefix = (value: unknown): value is Prefix =>
  isRecord(value) && Object.keys(value).length === 1 && typeof value['prefix'] === 'string';

function matches(pattern: Pattern, value: unknown): boolean {
  return Object.entries(pattern).every(([key, rule]) => {
    const found = isRecord(value) ? value[key] : undefined;
    return isValues(rule) ? rule.some((value) => allows(value, found)) : matches(rule, found);
  });
}

const allows = (value: unknown, found: unknown): boolean =>
  isPrefix(value) ? typeof found === 'string' && found.startsWith(value.prefix) : value === found;
