import { readdirSync } from 'node:fs';
import { join, parse } from 'node:path';
import { Ajv, type SchemaObject, type ValidateFunction } from 'ajv';
import { TENANT_SCHEMA } from '../lambdas/tenant/settings/schema.ts';
import type { Tenant, TenantSettings } from '../lambdas/tenant/settings/settings.ts';
import { messageOf } from './thrown.ts';
import { withIssuers } from './tenant-issuers.ts';
import { describeProblems } from './tenant-problem.ts';
import { fieldProblems } from './tenant-schemas/fields.ts';
import { lookupProblems } from './tenant-schemas/lookups.ts';
import { schemaProblems } from './tenant-schemas/types.ts';
import { readTenantText } from './tenant-text.ts';
import { webhookProblems } from './tenant-webhooks.ts';

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

/** A tenant file: its tenant, or what is wrong with it. */
export interface TenantReading {
  /** As the file is called, without .json. */
  readonly name: string;
  readonly tenant?: Tenant;
  /** A line for each, which begins with the path of the file. */
  readonly problems: readonly string[];
}

/**
 * Reads and checks every tenant file of a folder, sorted by name, defaults filled in. `only` are the
 * names of those that are wanted: a mistake in another file is no problem then.
 * @throws TenantError that lists every problem of every file
 */
export function readTenants(directory: string, only?: readonly string[]): Tenant[] {
  const readings = checkTenants(directory, only);
  const problems = readings.flatMap((reading) => reading.problems);
  if (problems.length > 0) throw new TenantError(problems);
  return readings.flatMap(({ tenant }) => tenant ?? []);
}

/**
 * The same, file by file.
 * @throws TenantError where the folder has none
 */
export function checkTenants(directory: string, only?: readonly string[]): TenantReading[] {
  const validate = compileSchema();
  return chosenFiles(directory, only).map((file) => {
    const label = join(directory, file);
    const { tenant, problems } = readTenant(label, nameOf(file), validate);
    const all = [...nameProblems(file), ...problems].map((problem) => `${label}: ${problem}`);
    return { name: nameOf(file), ...(tenant && { tenant }), problems: all };
  });
}

/** Reads and checks one tenant file, wherever it is and whatever it is called. */
export function readOneTenant(file: string): TenantReading {
  const name = nameOf(file);
  try {
    const { problems, ...reading } = readTenant(file, name, compileSchema());
    return { name, ...reading, problems: problems.map((problem) => `${file}: ${problem}`) };
  } catch (error) {
    return { name, problems: [`${file}: cannot be read (${messageOf(error)})`] };
  }
}

/** What an empty tenant file says: every default that there is. */
export function defaultSettings(): TenantSettings {
  const content: unknown = {};
  if (compileSchema()(content)) return content;
  throw new Error('an empty tenant file is no complete tenant');
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
  const files = entries.filter((file) => /\.jsonc?$/i.test(file) && file !== SCHEMA_FILE).sort();
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

const nameOf = (file: string): string => parse(file).name;

function nameProblems(file: string): string[] {
  if (!file.endsWith('.json')) return ['the name must end in .json, in small letters'];
  const name = nameOf(file);
  return TENANT_NAME.test(name)
    ? []
    : [`received the name "${name}"; allowed: 2 to 30 characters, a-z, 0-9 and -, the first a letter`];
}

/** A tenant, or what is wrong with its file: of a text that is whole, all of it. */
function readTenant(
  file: string,
  name: string,
  validate: ValidateFunction<TenantSettings>,
): { tenant?: Tenant; problems: readonly string[] } {
  const { content, problems: mistakes } = readTenantText(file);
  if (content === undefined) return { problems: mistakes };
  if (!validate(content)) return { problems: [...mistakes, ...describeProblems(validate.errors ?? [])] };
  const { $schema: _, federation, entraToken, ...settings } = content;
  const tenant = { name, ...settings, ...withIssuers({ federation, entraToken }) };
  return { tenant, problems: [...mistakes, ...meaningProblems(content)] };
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
    ...fieldProblems(settings.fields, settings.profile, settings, settings.country),
    ...webhookProblems(settings),
  ];
}

/** A stream of another table would tell of changes that nobody made. */
function tableProblems({ table }: Pick<TenantSettings, 'table'>): string[] {
  if (!table || table.streamArn.includes(`:table/${table.name}/stream/`)) return [];
  return [
    `table.streamArn: received ${JSON.stringify(table.streamArn)}; allowed: the ARN of a stream of ${table.name}, as "scim restore" prints it`,
  ];
}
