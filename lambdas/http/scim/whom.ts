import { isList, isObject, type Json } from '../../scim/json.ts';
import { claimAttributes } from '../../scim/query/indexed-attributes.ts';
import { namingAttributes } from '../../scim/query/names.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import { withoutFilter } from '../../traffic/without-filter.ts';
import type { Whom } from '../../traffic/refusal.ts';

/** What a request says about whom it is about. */
export interface Saying {
  /** In the path; "" where there is none. */
  readonly id: string;
  readonly body: unknown;
  readonly filter: string | undefined;
}

/** Names that are taken from one request, and characters of each that are told. */
const MOST_NAMES = 10;
const LONGEST_SHOWN = 200;
/** Characters of a name that is found, and of a filter that is looked through. */
const LONGEST_NAME = 512;
const LONGEST_FILTER = 2_000;

/** A comparison of a filter: "userName", and what it is equal to. Values are quoted as in JSON. */
const EQUALITY = /([\w.:$-]+)(?:\[[^\]]*\])?(?:\.\w+)?\s+eq\s+"((?:[^"\\]|\\.)*)"/gi;

/**
 * Whom a request is about, and each value that the resource could be found by: its id, and what
 * was sent, or looked for, as one of the attributes that it is found by. A body that means nothing has
 * no names.
 */
export function whomOf(type: ResourceType, { id, body, filter }: Saying): { whom: Whom; names: string[] } {
  const naming = namingOf(type);
  const sent = [...equalitiesIn(filter), ...pairsIn(body)].flatMap(([path, value]) => {
    const root = rootOf(path);
    return naming.has(root) || root === 'id' ? textsIn(value).map((text) => ({ root, text })) : [];
  });
  const first = (root: string): string | undefined => sent.find((each) => each.root === root)?.text;
  const shown = { id: id === '' ? first('id') : id, name: first(nameOf(type)), externalId: first('externalid') };
  const whom = Object.entries(shown).flatMap(([what, text]) =>
    text === undefined ? [] : [[what, text.slice(0, LONGEST_SHOWN)] as const],
  );
  const names = [id, ...sent.map(({ text }) => text)].filter((text) => text !== '' && text.length <= LONGEST_NAME);
  return { whom: Object.fromEntries(whom), names: [...new Set(names)].slice(0, MOST_NAMES) };
}

/** The attributes that a resource is found by, in small letters. */
const namingOf = (type: ResourceType): Set<string> =>
  new Set(namingAttributes(type).map(({ attribute }) => attribute.name.toLowerCase()));

/** What people call it by: userName, or displayName. */
const nameOf = (type: ResourceType): string => claimAttributes(type)[0]?.attribute.name.toLowerCase() ?? 'displayname';

/** "emails" of `emails[type eq "work"].value`, "employeenumber" of `urn:…:User:employeeNumber`. */
const rootOf = (path: string): string =>
  withoutFilter(path).split(':').at(-1)?.split('.', 1)[0]?.trim().toLowerCase() ?? '';

/** Paths and values, of a resource or of the operations of a PATCH. */
function pairsIn(body: unknown): (readonly [path: string, value: Json])[] {
  if (!isObject(body)) return [];
  const operations = body['Operations'];
  if (!isList(operations)) return Object.entries(body).flatMap(withExtension);
  return operations.flatMap((operation) => {
    if (!isObject(operation)) return [];
    const { path, value } = operation;
    if (typeof path === 'string') return value === undefined ? [] : withExtension([path, value]);
    return isObject(value) ? Object.entries(value).flatMap(withExtension) : [];
  });
}

/** An attribute, or those of an extension. */
const withExtension = ([path, value]: readonly [string, Json]): (readonly [string, Json])[] =>
  /^urn:/i.test(path) && isObject(value) ? Object.entries(value) : [[path, value]];

function equalitiesIn(filter = ''): (readonly [path: string, value: string])[] {
  return [...filter.slice(0, LONGEST_FILTER).matchAll(EQUALITY)].map(([, path = '', value = '']) => [path, value]);
}

/** A value, or the values of a list, each by itself or as the "value" of an object. */
const textsIn = (value: Json): string[] =>
  (isList(value) ? value.slice(0, MOST_NAMES) : [value]).flatMap((each) => {
    const text = isObject(each) ? each['value'] : each;
    return typeof text === 'string' || typeof text === 'number' ? [String(text)] : [];
  });
