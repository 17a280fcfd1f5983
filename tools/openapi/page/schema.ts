import { isRecord } from '../../json.ts';
import { code, escaped, terms } from './html.ts';

/** The last part of a reference: "User" of "#/components/schemas/User". */
export const nameOf = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);

/** A type in a few words, with links to the schemas that it names. */
export function typeOf(schema: unknown): string {
  if (!isRecord(schema)) return 'anything';
  const { $ref, type, enum: values, const: value, items, anyOf, format, minimum, maximum, default: preset } = schema;
  if (typeof $ref === 'string') return `<a href="#schema-${nameOf($ref)}">${escaped(nameOf($ref))}</a>`;
  if (value !== undefined) return code(JSON.stringify(value));
  if (Array.isArray(values)) return values.map((each) => code(String(each))).join(' or ');
  if (Array.isArray(anyOf)) return anyOf.map(typeOf).join(' or ');
  if (type === 'array') return `list of ${typeOf(items)}`;
  const words = (Array.isArray(type) ? type : [type ?? 'anything']).join(' or ');
  const range = minimum === undefined ? '' : `, ${JSON.stringify(minimum)} to ${JSON.stringify(maximum)}`;
  const otherwise = preset === undefined ? '' : `, default ${JSON.stringify(preset)}`;
  return escaped(`${words}${typeof format === 'string' ? ` (${format})` : ''}${range}${otherwise}`);
}

/** The members of a schema, and of the objects in it. */
export function membersOf(schema: unknown): string {
  if (!isRecord(schema)) return '';
  const { properties, required, items, anyOf } = schema;
  if (Array.isArray(anyOf)) return anyOf.map(membersOf).join('');
  if (items !== undefined) return membersOf(items);
  if (!isRecord(properties)) return '';
  const needed: readonly unknown[] = Array.isArray(required) ? required : [];
  return terms(
    Object.entries(properties).map(([name, each]) => [
      `${code(name)} ${typeOf(each)}${needed.includes(name) ? '' : ', may be missing'}`,
      `${isRecord(each) && typeof each['description'] === 'string' ? escaped(each['description']) : ''}${membersOf(each)}`,
    ]),
  );
}
