import { PlainError } from '../../plain-error.ts';

/** The FilterCriteria of an event source mapping. */
export interface FilterCriteria {
  Filters?: { Pattern: string }[];
}

type Pattern = { [key: string]: Pattern | unknown[] };

/** Makes the test that a record has to pass: any of the filters, or none at all. Throws PlainError for what is not modelled. */
export function createFilter({ Filters = [] }: FilterCriteria = {}): (record: unknown) => boolean {
  const patterns = Filters.map((filter) => JSON.parse(filter.Pattern) as Pattern);
  for (const pattern of patterns) check(pattern);
  return (record) => patterns.length === 0 || patterns.some((pattern) => matches(pattern, record));
}

function check(pattern: Pattern): void {
  for (const rule of Object.values(pattern)) {
    if (!Array.isArray(rule)) check(rule);
    else if (rule.some((value) => typeof value === 'object' && value !== null)) {
      throw new PlainError(
        `the dev server knows only plain values in a filter of an event source mapping, not ${JSON.stringify(rule)}: ` +
          'add the rule to tools/dev-server/event-filter.ts',
      );
    }
  }
}

function matches(pattern: Pattern, value: unknown): boolean {
  return Object.entries(pattern).every(([key, rule]) => {
    const found = (value as Record<string, unknown> | undefined)?.[key];
    return Array.isArray(rule) ? rule.includes(found) : matches(rule, found);
  });
}
