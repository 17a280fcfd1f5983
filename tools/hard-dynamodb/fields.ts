import { isRecord } from '../json.ts';

/** A JSON object whose fields nobody has looked at yet: a request, an answer, an item. */
export type Fields = Readonly<Record<string, unknown>>;

/** An item or a key in DynamoDB's own JSON, as in `{ "pk": { "S": "a" } }`. */
export type Item = Fields;

export const fieldsOf = (value: unknown): Fields => (isRecord(value) ? value : {});
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What these bytes say, or no fields where they are no JSON object. */
export function parseFields(bytes: Buffer): Fields {
  try {
    return fieldsOf(JSON.parse(bytes.toString('utf8')));
  } catch {
    return {};
  }
}

/** An object of these keys only, where the other one has them. */
export const pick = (from: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.filter((name) => name in from).map((name) => [name, from[name]]));

/** The value of an attribute that is a key, as text: `a` for `{ "S": "a" }`. */
export const keyText = (attribute: unknown): string => textOf(Object.values(fieldsOf(attribute))[0]);

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
