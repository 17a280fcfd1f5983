// `npm run docs:web-types`: the types of the web app, from the OpenAPI document of its API.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { setupOpenApi } from '../../lambdas/directory/setup/openapi.ts';
import { isRecord } from '../json.ts';

const FILE = path.join(import.meta.dirname, '..', '..', 'web', 'src', 'api', 'schemas.ts');
const HEAD = '// Made from the OpenAPI document of the API by "npm run docs:web-types"; do not edit.\n';

/** The types of what the API answers, a TypeScript file. */
export async function webTypes(): Promise<string> {
  const { schemas } = setupOpenApi('').components;
  const types = Object.entries(schemas).map(([name, schema]) => `export type ${name} = ${typeOf(schema)};`);
  return format(`${HEAD}\n${types.join('\n\n')}\n`, { ...(await resolveConfig(FILE)), parser: 'typescript' });
}

/** Whether the types of the web app are those of the API. */
export const areWebTypesCurrent = async (): Promise<boolean> => readFileSync(FILE, 'utf8') === (await webTypes());

const PRIMITIVES: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
};

/** Throws for what no schema of ours has yet, rather than guess. */
function typeOf(schema: unknown): string {
  if (!isRecord(schema)) throw new Error(`this is no schema: ${JSON.stringify(schema)}`);
  const { $ref, enum: values, type, oneOf, anyOf } = schema;
  if (typeof $ref === 'string') return path.posix.basename($ref);
  if (Array.isArray(values)) return values.map((value) => JSON.stringify(value)).join(' | ');
  const choices = oneOf ?? anyOf;
  if (Array.isArray(choices)) return choices.map(typeOf).join(' | ');
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  return types.map((each) => simpleType(String(each), schema)).join(' | ');
}

function simpleType(type: string, schema: Record<string, unknown>): string {
  const primitive = PRIMITIVES[type];
  if (primitive !== undefined) return primitive;
  if (type === 'array') return `(${typeOf(schema['items'])})[]`;
  if (type !== 'object') throw new Error(`no TypeScript is known for the type "${type}"`);
  const { properties, required, additionalProperties } = schema;
  if (!isRecord(properties)) return `Record<string, ${typeOf(additionalProperties)}>`;
  const needed = new Set(Array.isArray(required) ? required : []);
  const lines = Object.entries(properties).map(
    ([name, each]) => `${name}${needed.has(name) ? '' : '?'}: ${typeOf(each)};`,
  );
  return `{ ${lines.join(' ')} }`;
}

if (import.meta.main) {
  writeFileSync(FILE, await webTypes());
  console.log('web/src/api/schemas.ts is written');
}
