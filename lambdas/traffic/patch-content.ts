import { isList, isObject, type Json } from '../scim/json.ts';
import { withoutFilter } from './without-filter.ts';

/**
 * One thing that a PATCH says: "add", "replace" or "remove", the path in lower case without its
 * filter, the value.
 */
interface Said {
  readonly op: string;
  readonly path: string;
  readonly hasFilter: boolean;
  readonly value: Json | undefined;
}

/**
 * Both dialects: one operation per attribute, or all attributes in the value of one operation
 * without a path. Never throws.
 */
function said(body: unknown): Said[] {
  const operations = isObject(body) ? (body['Operations'] ?? body['operations']) : undefined;
  if (!isList(operations)) return [];
  return operations.filter(isObject).flatMap(({ op, path, value }) => {
    const word = typeof op === 'string' ? op.toLowerCase() : '';
    if (typeof path === 'string') return [{ op: word, path: pathOf(path), hasFilter: path.includes('['), value }];
    if (!isObject(value)) return [];
    return Object.entries(value).map(([key, each]) => ({
      op: word,
      path: pathOf(key),
      hasFilter: key.includes('['),
      value: each,
    }));
  });
}

const CORE = /^urn:ietf:params:scim:schemas:core:2\.0:(?:user|group):/;
const pathOf = (path: string): string => withoutFilter(path).toLowerCase().replace(CORE, '');

const isTrue = (value: Json | undefined): boolean =>
  value === true || (typeof value === 'string' && value.toLowerCase() === 'true');

/** Also where the value is one that is refused: whatever is not true was meant to disable. */
export const setsActiveFalse = (body: unknown): boolean =>
  said(body).some(({ op, path, value }) => path === 'active' && op !== 'remove' && !isTrue(value));

export const setsManager = (body: unknown): boolean =>
  said(body).some(({ op, path }) => /(?:^|[:.])manager(?:\.value)?$/.test(path) && op !== 'remove');

/** Whether something is emptied: removed, or set to nothing. */
export const clears = (body: unknown): boolean =>
  said(body).some(({ op, value }) => op === 'remove' || value === null || value === '');

/** In a PATCH, or in a whole group that is put. */
export const touchesMembers = (body: unknown): boolean =>
  (isObject(body) && Array.isArray(body['members'])) || said(body).some(({ path }) => path.startsWith('members'));

/** What happens to the members: the strongest of it where a request does several things. */
export function membersReason(body: unknown): 'removeAll' | 'remove' | 'replace' | 'add' {
  const changes = said(body).filter(({ path }) => path.startsWith('members'));
  const removals = changes.filter(({ op }) => op === 'remove');
  if (removals.some(({ hasFilter, value }) => !hasFilter && (value === undefined || value === null)))
    return 'removeAll';
  if (removals.length > 0) return 'remove';
  return changes.length > 0 && changes.every(({ op }) => op === 'add') ? 'add' : 'replace';
}
