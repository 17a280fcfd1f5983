import { expect } from 'expect';
import type { ScimBody, Target } from '../../harness/target.ts';

/** What is looked at of a published schema, resource type or configuration. */
export type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** The objects in a list, or none. */
export const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);

/** The value of an object in it, or an empty one. */
export function inside(body: Fields | undefined, name: string): Fields {
  const value = body?.[name];
  return isFields(value) ? value : {};
}

export async function get(scim: Target, path: string): Promise<ScimBody> {
  const { status, body } = await scim.request('GET', path);
  expect({ path, status }).toEqual({ path, status: 200 });
  return body;
}

/** The names of the attributes that /Schemas has of a schema. */
export async function attributesOf(scim: Target, urn: string): Promise<readonly Fields[]> {
  const schemas = listOf((await get(scim, '/Schemas')).Resources);
  return listOf(schemas.find(({ id }) => id === urn)?.['attributes']);
}

export const namesOf = (fields: readonly Fields[]): string[] => fields.map(({ name }) => String(name));
