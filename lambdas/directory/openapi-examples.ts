import { isList, isObject } from '../scim/json.ts';
import type { Field } from '../tenant/fields.ts';
import type { GroupField } from './directory-group.ts';

/** An answer that a local server gave, with ids and times that are always the same. */
export interface Example {
  /** The request. */
  readonly summary: string;
  readonly value: unknown;
}

type Named<Of> = Readonly<Record<string, Of>>;

/** `npm run docs:openapi` records them (openapi-examples.json). */
export interface Examples {
  /** By path, media type and name. */
  readonly answers: Named<Named<Named<Example>>>;
  /** By the kind of problem. */
  readonly problems: Named<Example>;
  /** What API Gateway answers itself, by status. */
  readonly gateway: Named<Example>;
}

/** Reads the examples. Only who asks for the document needs them: no cold start does. */
export async function loadExamples(): Promise<Examples> {
  const { default: examples } = await import('./openapi-examples.json', { with: { type: 'json' } });
  return examples;
}

/** The names of the fields that a tenant has. */
interface FieldNames {
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

/** The examples as a tenant with these fields would have answered: other fields are empty. */
export function examplesFor(
  fields: readonly Field[],
  groupFields: readonly GroupField[],
  examples: Examples,
): Examples {
  const names = { users: fields.map(({ name }) => name), groups: groupFields.map(({ name }) => name) };
  const answers = mapped(examples.answers, (media) =>
    mapped(media, (named) => mapped(named, ({ summary, value }) => ({ summary, value: withFields(value, names) }))),
  );
  return { ...examples, answers };
}

const mapped = <From, To>(all: Named<From>, to: (each: From) => To): Named<To> =>
  Object.fromEntries(Object.entries(all).map(([name, each]) => [name, to(each)]));

/** Every user and every group in it has these fields. */
function withFields(value: unknown, names: FieldNames): unknown {
  if (isList(value)) return value.map((each) => withFields(each, names));
  if (!isObject(value)) return value;
  const { fields } = value;
  if (isObject(fields)) {
    const own = 'userName' in value ? names.users : names.groups;
    return { ...value, fields: Object.fromEntries(own.map((name) => [name, fields[name] ?? null])) };
  }
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withFields(each, names)]));
}
