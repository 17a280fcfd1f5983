import { isObject, type Json } from '../scim/json.ts';
import { bindPath } from '../scim/query/bind-path.ts';
import { bindValFilter } from '../scim/query/bind.ts';
import { compilePredicate } from '../scim/query/predicate.ts';
import type { Attributes } from '../scim/resource/resource.ts';
import type { Rules } from '../scim/rules.ts';
import { elementsAt } from '../scim/schemas/values-at.ts';
import type { OwnFields } from './settings/settings.ts';

/**
 * A field of the directory: its name, the paths its value may come from, and its value for the
 * attributes of a user; null where there is none.
 */
export interface Field {
  readonly name: string;
  readonly paths: readonly string[];
  /** The Entra attribute that the tenant file names. */
  readonly source?: string;
  readonly valueOf: (attributes: Attributes) => string | null;
}

/**
 * A source of a value: a path, or several whose values are put together with what stands between
 * them.
 */
type Source = string | { readonly join: readonly string[]; readonly by: string; readonly if?: RegExp };

const ADDRESS = 'addresses[type eq "work"]';
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/**
 * What an e-mail signature is made of: each field with its sources, of which the first that has a
 * value counts.
 */
const STANDARD: Readonly<Record<string, readonly [string, ...Source[]]>> = {
  email: ['emails[type eq "work"].value', 'emails[primary eq true].value', { join: ['userName'], by: '', if: EMAIL }],
  name: ['displayName', 'name.formatted', { join: ['name.givenName', 'name.familyName'], by: ' ' }],
  title: ['title'],
  location: [
    `${ADDRESS}.formatted`,
    {
      join: ['streetAddress', 'postalCode', 'locality', 'region', 'country'].map((part) => `${ADDRESS}.${part}`),
      by: ', ',
    },
  ],
  phone: ['phoneNumbers[type eq "work"].value'],
  mobile: ['phoneNumbers[type eq "mobile"].value'],
  fax: ['phoneNumbers[type eq "fax"].value'],
};

/** Names of the standard fields, with the path that each comes from first. */
export const STANDARD_FIELDS: readonly (readonly [name: string, path: string])[] = Object.entries(STANDARD).map(
  ([name, [path]]) => [name, path],
);

export const pathOf = (own: OwnFields[string]): string => (typeof own === 'string' ? own : own.path);

/**
 * The fields of a tenant: the standard ones, in whose place its own come where they have the same
 * name, and its others behind them. Throws 400 `invalidPath` or `invalidFilter` for a path that
 * cannot be read or is not known.
 */
export function createFields(rules: Rules, own: OwnFields = {}): Field[] {
  const all = new Map<string, readonly Source[]>(Object.entries(STANDARD));
  for (const [name, field] of Object.entries(own)) all.set(name, [pathOf(field)]);
  return [...all].map(([name, sources]) => {
    const read = sources.map((source) => readSource(rules, source));
    const field = own[name];
    return {
      name,
      paths: sources.flatMap((source) => (typeof source === 'string' ? [source] : source.join)),
      ...(typeof field === 'object' && { source: field.source }),
      valueOf: (attributes) => firstOf(read, attributes),
    };
  });
}

type Read = (attributes: Attributes) => string | undefined;

function firstOf(all: readonly Read[], attributes: Attributes): string | null {
  for (const read of all) {
    const value = read(attributes);
    if (value !== undefined) return value;
  }
  return null;
}

function readSource(rules: Rules, source: Source): Read {
  if (typeof source === 'string') return pathReader(rules, source);
  const parts = source.join.map((path) => pathReader(rules, path));
  return (attributes) => {
    const text = parts
      .map((read) => read(attributes))
      .filter((value) => value !== undefined)
      .join(source.by);
    return text === '' || (source.if && !source.if.test(text)) ? undefined : text;
  };
}

/**
 * Reads the first value at a path, as text. A value that is empty, or complex without a `value`, is
 * none.
 */
function pathReader(rules: Rules, text: string): Read {
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
