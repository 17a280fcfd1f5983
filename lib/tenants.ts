import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type SchemaObject, type ValidateFunction } from 'ajv';
import { TENANT_SCHEMA } from '../lambdas/tenant/settings/schema.ts';
import type { Tenant, TenantSettings } from '../lambdas/tenant/settings/settings.ts';
import { messageOf } from './thrown.ts';
import { withIssuers } from './tenant-issuers.ts';
import { duplicateKeys } from './duplicate-keys.ts';
import { describeProblems } from './tenant-problem.ts';
import { fieldProblems } from './tenant-schemas/fields.ts';
import { lookupProblems } from './tenant-schemas/lookups.ts';
import { schemaProblems } from './tenant-schemas/types.ts';

/** Tenant files that cannot be used; the message holds one line per problem, of all files. */
export class TenantError extends Error {
  override readonly name = 'TenantError';
  readonly problems: string[];

  constructor(problems: string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

const SCHEMA_FILE = 'tenant.schema.json';
const TENANT_NAME = /^[a-z][a-z0-9-]{1,29}$/;

/**
 * Reads and checks every tenant file of a folder, sorted by name, defaults filled in. `only` are the
 * names of those that are wanted: a mistake in another file is no problem then.
 * @throws TenantError that lists every problem of every file
 */
export function readTenants(directory: string, only?: readonly string[]): Tenant[] {
  const validate = compileSchema();
  const results = chosenFiles(directory, only).map((file) => ({
    label: join(directory, file),
    badName: nameProblems(file),
    ...readTenant(directory, file, validate),
  }));
  const problems = results.flatMap(({ label, badName, problems }) =>
    [...badName, ...problems].map((problem) => `${label}: ${problem}`),
  );
  if (problems.length > 0) throw new TenantError(problems);
  return results.flatMap(({ tenant }) => tenant ?? []);
}

function compileSchema(): ValidateFunction<TenantSettings> {
  const schema: SchemaObject = TENANT_SCHEMA;
  return new Ajv({ allErrors: true, verbose: true, useDefaults: true, allowUnionTypes: true }).compile(schema);
}

function tenantFiles(directory: string): string[] {
  let entries: string[];
  try {
    entries = readdirSync(directory);
  } catch (error) {
    throw new TenantError([`${directory}: cannot be read (${messageOf(error)}); it must hold the tenant files`]);
  }
  const files = entries.filter((file) => file.toLowerCase().endsWith('.json') && file !== SCHEMA_FILE).sort();
  if (files.length === 0) {
    throw new TenantError([`${directory}: holds no tenant file; write <tenant name>.json there, {} is enough`]);
  }
  return files;
}

function chosenFiles(directory: string, only: readonly string[] | undefined): string[] {
  const files = tenantFiles(directory);
  const missing = only?.filter((name) => !files.includes(`${name}.json`)) ?? [];
  const there = `it holds ${files.join(', ')}`;
  if (missing.length > 0)
    throw new TenantError(missing.map((name) => `${directory}: holds no file ${name}.json of the tenant; ${there}`));
  return only === undefined ? files : files.filter((file) => only.includes(nameOf(file)));
}

const nameOf = (file: string): string => file.slice(0, -'.json'.length);

function nameProblems(file: string): string[] {
  if (!file.endsWith('.json')) return ['the name must end in .json, in small letters'];
  const name = nameOf(file);
  return TENANT_NAME.test(name)
    ? []
    : [`received the name "${name}"; allowed: 2 to 30 characters, a-z, 0-9 and -, the first a letter`];
}

/** A tenant, or what is wrong with its file. */
function readTenant(
  directory: string,
  file: string,
  validate: ValidateFunction<TenantSettings>,
): { tenant?: Tenant; problems: string[] } {
  const text = readFileSync(join(directory, file), 'utf8');
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    return { problems: [`not valid JSON: ${messageOf(error)}`] };
  }
  const twice = duplicateKeys(text);
  if (twice.length > 0) return { problems: twice };
  if (!validate(content)) return { problems: describeProblems(validate.errors ?? []) };
  const { $schema: _, federation, entraToken, ...settings } = content;
  const tenant = { name: nameOf(file), ...settings, ...withIssuers({ federation, entraToken }) };
  return { tenant, problems: meaningProblems(content) };
}

/**
 * What is well-formed and still cannot be. Lookups and fields are looked for in the types, which
 * must be right for that.
 */
function meaningProblems(settings: TenantSettings): string[] {
  const problems = schemaProblems(settings);
  if (problems.length > 0) return problems;
  return [
    ...tableProblems(settings),
    ...lookupProblems(settings.matchingAttributes, settings),
    ...fieldProblems(settings.fields, settings.profile, settings),
  ];
}

/** A stream of another table would tell of changes that nobody made. */
function tableProblems({ table }: Pick<TenantSettings, 'table'>): string[] {
  if (!table || table.streamArn.includes(`:table/${table.name}/stream/`)) return [];
  return [
    `table.streamArn: received ${JSON.stringify(table.streamArn)}; allowed: the ARN of a stream of ${table.name}, as "scim restore" prints it`,
  ];
}
