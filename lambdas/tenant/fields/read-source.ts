import { isObject, type Json } from '../../scim/json.ts';
import { bindPath } from '../../scim/query/bind-path.ts';
import { bindValFilter } from '../../scim/query/bind.ts';
import { compilePredicate } from '../../scim/query/predicate.ts';
import type { Attributes } from '../../scim/resource/resource.ts';
import type { Rules } from '../../scim/rules.ts';
import { elementsAt } from '../../scim/schemas/values-at.ts';
import type { FieldSource } from './source.ts';

/** What a source has of a user. */
export interface Found {
  /** Undefined where there is no value. */
  readonly text: string | undefined;
  /** The paths that have a value. */
  readonly from: readonly string[];
  /** The paths that have none. */
  readonly without: readonly string[];
}

/**
 * A reader of a source. Throws 400 `invalidPath` or `invalidFilter` for a path that cannot be read or
 * is not known.
 */
export function sourceReader(rules: Rules, source: FieldSource): (attributes: Attributes) => Found {
  const { paths, texts } = source;
  const readers = paths.map(({ path }) => ({ path, read: pathReader(rules, path) }));
  return (attributes) => {
    const values = readers.map(({ path, read }) => ({ path, value: read(attributes) }));
    const text = put(
      values.map(({ value }) => value),
      texts,
    );
    const isValue = text !== '' && source.if?.test(text) !== false;
    return {
      text: isValue ? text : undefined,
      from: values.flatMap(({ path, value }) => (value === undefined ? [] : [path])),
      without: values.flatMap(({ path, value }) => (value === undefined ? [path] : [])),
    };
  };
}

/**
 * Puts values together, those that are there. Between two of them stands one text: the longest of
 * those that are between the two, the first of equals.
 */
export function put(values: readonly (string | undefined)[], texts: readonly string[]): string {
  let text = '';
  let between = '';
  for (const [at, value] of values.entries()) {
    const before = at === 0 ? '' : (texts[at - 1] ?? '');
    if (before.length > between.length) between = before;
    if (value === undefined) continue;
    text = text === '' ? value : text + between + value;
    between = '';
  }
  return text;
}

/**
 * Reads the first value at a path, as text. A value that is empty, or complex without a `value`, is
 * none.
 */
function pathReader(rules: Rules, text: string): (attributes: Attributes) => string | undefined {
  const { resolution, valFilter } = bindPath(text, rules);
  if (resolution.kind !== 'attribute') throw new Error(`${text} is not an attribute of ${rules.type.name}`);
  const { attribute, subAttribute } = resolution.resolved;
  const elements = elementsAt(resolution.resolved);
  const test = valFilter ? compilePredicate(bindValFilter(valFilter, attribute, rules)) : () => true;
  return (attributes) => {
    for (const element of elements(attributes)) {
      const found = test(element) ? textOf(element, subAttribute?.name) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

function textOf(element: Json, subAttribute = 'value'): string | undefined {
  const value = isObject(element) ? element[subAttribute] : element;
  if (value === undefined || value === null || typeof value === 'object') return undefined;
  const text = String(value).trim();
  return text === '' ? undefined : text;
}
