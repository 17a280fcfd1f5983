import { show } from '../errors.ts';
import { fold } from '../fold.ts';
import type { BulkOperation } from './bulk-request.ts';
import { isList, isObject, type Json } from '../json.ts';

/**
 * An operation with its references resolved, and the operations before it that it has to wait for,
 * by their place.
 */
export interface PlannedOperation {
  readonly operation: BulkOperation;
  /** The id a POST will give its resource. */
  readonly id: string | undefined;
  readonly waitsFor: readonly number[];
  /** The POSTs whose resources it refers to: without them it cannot succeed. */
  readonly needs: readonly number[];
  /** Why it cannot run. */
  readonly problem: string | undefined;
}

/**
 * Puts ids in the place of "bulkId:…" (RFC 7644 §3.7.2) and finds out which operations are
 * independent of each other. Every POST has its id before anything runs, so references may point
 * anywhere, also in circles (§3.7.1). `uniqueNames` are the attributes, in lower case, whose values
 * are unique.
 */
export function planBulk(
  operations: readonly (BulkOperation | undefined)[],
  newId: () => string,
  uniqueNames: readonly string[],
): (PlannedOperation | undefined)[] {
  const ids = operations.map((operation) => (operation?.method === 'POST' ? newId() : undefined));
  const places = new Map(
    operations.flatMap((operation, place) =>
      operation?.method === 'POST' ? [[operation.bulkId ?? '', place] as const] : [],
    ),
  );
  const resolved = operations.map(
    (operation) => operation && resolve(operation, (bulkId) => ids[places.get(bulkId) ?? -1]),
  );
  const effects = resolved.map((item, place) => item && effectsOf(item.operation, ids[place], uniqueNames));
  return resolved.map((item, place) => {
    const own = effects[place];
    if (!item || !own) return undefined;
    const needs = item.references.flatMap((bulkId) => places.get(bulkId) ?? []).filter((found) => found !== place);
    const before = effects.slice(0, place).flatMap((other, index) => (other && mustFollow(own, other) ? [index] : []));
    const missing = item.references.find((bulkId) => !places.has(bulkId));
    return {
      operation: item.operation,
      id: ids[place],
      waitsFor: [...new Set([...needs, ...before])],
      needs,
      problem:
        missing === undefined
          ? undefined
          : `"bulkId:${missing.slice(0, 80)}" refers to ${show(missing)}, which no POST of this request has as its bulkId`,
    };
  });
}

const REFERENCE = /^bulkId:(.+)$/s;

/**
 * Replaces references in the data and in the paths; in the path of an operation they stand between
 * slashes or quotes.
 */
function resolve(
  operation: BulkOperation,
  idOf: (bulkId: string) => string | undefined,
): { operation: BulkOperation; references: string[] } {
  const references: string[] = [];
  const replace = (bulkId: string, whole: string): string => {
    references.push(bulkId);
    return idOf(bulkId) ?? whole;
  };
  const inValue = (value: Json): Json => {
    if (typeof value === 'string') {
      const bulkId = REFERENCE.exec(value)?.[1];
      return bulkId === undefined ? value : replace(bulkId, value);
    }
    if (isList(value)) return value.map(inValue);
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        key === 'path' && typeof inner === 'string' ? inPath(inner) : inValue(inner),
      ]),
    );
  };
  const inPath = (path: string): string =>
    path.replace(/(?<=["/])bulkId:([^"/]+)/g, (whole, bulkId: string) => replace(bulkId, whole));
  return {
    operation: {
      ...operation,
      path: inPath(operation.path),
      ...(operation.data === undefined ? {} : { data: inValue(operation.data) }),
    },
    references,
  };
}

/** What an operation may do to others. */
interface Effects {
  /** The resource it works on, as a path. */
  readonly resource: string;
  readonly id: string;
  readonly text: string;
  /** Unique values it may take, folded; undefined when it takes none or nobody can tell which. */
  readonly takes: readonly string[] | 'any';
  readonly releases: boolean;
}

function effectsOf(
  { method, path, data }: BulkOperation,
  id: string | undefined,
  uniqueNames: readonly string[],
): Effects {
  const text = data === undefined ? '' : JSON.stringify(data);
  const resource = id === undefined ? path : `${path}/${id}`;
  const touches = method === 'PATCH' && uniqueNames.some((name) => text.toLowerCase().includes(name));
  const takes = method === 'POST' ? uniqueValues(data, uniqueNames) : method === 'PUT' || touches ? 'any' : [];
  return {
    resource,
    id: resource.slice(resource.lastIndexOf('/') + 1),
    text,
    takes,
    releases: method === 'DELETE' || method === 'PUT' || touches,
  };
}

/** Those in an extension too, and under a key that is a path: its last name says what it is. */
function uniqueValues(data: Json | undefined, names: readonly string[]): string[] {
  if (!isObject(data)) return [];
  return Object.entries(data).flatMap(([key, value]) => {
    if (isObject(value)) return uniqueValues(value, names);
    const name = key.slice(Math.max(key.lastIndexOf(':'), key.lastIndexOf('.')) + 1).toLowerCase();
    return names.includes(name) && typeof value === 'string' ? [fold(value)] : [];
  });
}

/**
 * Whether the result could differ if a later operation ran before an earlier one: they work on one
 * resource, one mentions the other's, or the later takes a unique value that the earlier may hold
 * or give back (RFC 7644 §3.7: the same result as one after the other).
 */
function mustFollow(later: Effects, earlier: Effects): boolean {
  if (later.resource === earlier.resource) return true;
  if (later.text.includes(earlier.id) || earlier.text.includes(later.id)) return true;
  if (later.takes.length === 0) return false;
  if (earlier.releases || (later.takes === 'any' && earlier.takes.length > 0)) return true;
  return later.takes !== 'any' && earlier.takes !== 'any' && later.takes.some((value) => earlier.takes.includes(value));
}
