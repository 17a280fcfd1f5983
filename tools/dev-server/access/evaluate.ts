import type { KeyCondition, Statement } from './statements.ts';

/** What a call does to one resource. */
export interface Use {
  /** As in `dynamodb:GetItem`. */
  readonly action: string;
  /** An ARN. */
  readonly resource: string;
  /** The values of the partition key that it names; undefined where it names none, as a scan. */
  readonly keys?: readonly string[];
}

/** Decides as IAM does: a Deny wins, and without an Allow there is no access. */
export function evaluate(statements: readonly Statement[], use: Use): 'allow' | 'deny' | 'explicit deny' {
  const matching = statements.filter((statement) => isAbout(statement, use));
  if (matching.some(({ effect }) => effect === 'Deny')) return 'explicit deny';
  return matching.length > 0 ? 'allow' : 'deny';
}

const isAbout = ({ actions, resources, conditions }: Statement, { action, resource, keys = [] }: Use): boolean =>
  // IAM does not look at the case of an action.
  actions.some((pattern) => isLike(action.toLowerCase(), pattern.toLowerCase())) &&
  resources.some((pattern) => isLike(resource, pattern)) &&
  conditions.every((condition) => holds(condition, keys));

function holds({ of, patterns }: KeyCondition, keys: readonly string[]): boolean {
  const matches = (key: string): boolean => patterns.some((pattern) => isLike(key, pattern));
  // Of no key at all "all" is true and "any" is not: as in IAM, a statement that allows by "all"
  // allows what names no key.
  return of === 'all' ? keys.every(matches) : keys.some(matches);
}

/** `*` stands for any characters, `?` for one. */
function isLike(text: string, pattern: string): boolean {
  const [start = '', ...rest] = pattern.split('*');
  if (!pattern.includes('?') && rest.length === 0) return text === pattern;
  if (!pattern.includes('?') && rest.join('*') === '') return text.startsWith(start);
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}
