import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject, type Schema } from 'ajv';
import type { OwnFields } from '../lambdas/tenant/fields.ts';
import type { EntraToken, Federation } from '../lambdas/auth/trust.ts';
import type { TenantExtension, TenantResourceType } from '../lambdas/tenant/schemas.ts';
import { describeProblem } from './tenant-problem.ts';
import { fieldProblems } from './tenant-schemas/fields.ts';
import { lookupProblems } from './tenant-schemas/lookups.ts';
import { schemaProblems } from './tenant-schemas/types.ts';

/** A tenant with every default filled in; see tenants/tenant.schema.json for what each key means. */
export type Tenant = {
  name: string;
  profile: 'entra' | 'strict';
  retention: { days: number; deactivated: 'purge' | 'keep' };
  /** Who hears of alarms. */
  alarmEmail?: string;
  guard: { percent: number; minimum: number };
  events: { values: boolean };
  /** What the directory tells of users besides, or in place of, the standard fields. */
  fields: OwnFields;
  matchingAttributes: string[];
  extensions: TenantExtension[];
  resourceTypes: TenantResourceType[];
  federation?: Federation;
  entraToken?: EntraToken;
  throttle: { rate: number; burst: number };
  logRetentionDays: number;
  env?: { account?: string; region?: string };
  tags: Record<string, string>;
};

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
const SCHEMA_URL = new URL(`../tenants/${SCHEMA_FILE}`, import.meta.url);

/**
 * Reads and checks every tenant file of a folder, sorted by name, defaults filled in.
 * @throws TenantError that lists every problem of every file
 */
export function readTenants(directory: string): Tenant[] {
  const files = tenantFiles(directory);
  const validate = new Ajv({ allErrors: true, verbose: true, useDefaults: true, allowUnionTypes: true }).compile<
    Omit<Tenant, 'name'>
  >(JSON.parse(readFileSync(SCHEMA_URL, 'utf8')) as Schema);
  const tenants: Tenant[] = [];
  const problems: string[] = [];

  for (const file of files) {
    const label = join(directory, file);
    const name = file.slice(0, -'.json'.length);
    if (!file.endsWith('.json')) {
      problems.push(`${label}: the name must end in .json, in small letters`);
    } else if (!TENANT_NAME.test(name)) {
      problems.push(
        `${label}: received the name "${name}"; allowed: 2 to 30 characters, a-z, 0-9 and -, the first a letter`,
      );
    }
    const content = parse(readFileSync(join(directory, file), 'utf8'));
    if ('error' in content) {
      problems.push(`${label}: not valid JSON: ${content.error}`);
    } else if (validate(content.value)) {
      problems.push(...meaningProblems(content.value).map((line) => `${label}: ${line}`));
      tenants.push(toTenant(name, content.value));
    } else {
      problems.push(...describeAll(label, validate.errors ?? []));
    }
  }
  if (problems.length > 0) throw new TenantError(problems);
  return tenants;
}

function tenantFiles(directory: string): string[] {
  let entries: string[];
  try {
    entries = readdirSync(directory);
  } catch (error) {
    throw new TenantError([
      `${directory}: cannot be read (${(error as Error).message}); it must hold the tenant files`,
    ]);
  }
  const files = entries.filter((file) => file.toLowerCase().endsWith('.json') && file !== SCHEMA_FILE).sort();
  if (files.length === 0) {
    throw new TenantError([`${directory}: holds no tenant file; write <tenant name>.json there, {} is enough`]);
  }
  return files;
}

function parse(text: string): { value: unknown } | { error: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

function toTenant(name: string, content: Omit<Tenant, 'name'> & { $schema?: string }): Tenant {
  const { $schema: _, federation, entraToken, ...settings } = content;
  return {
    name,
    ...settings,
    ...(federation && { federation: { ...microsoft(federation, 'v2.0'), ...federation } }),
    ...(entraToken && { entraToken: { ...microsoft(entraToken, 'v1.0'), ...entraToken } }),
  };
}

/** Who signs for an Entra tenant, and with which keys, by the version of the tokens. */
function microsoft({ tenantId }: { tenantId: string }, version: 'v1.0' | 'v2.0'): { issuer: string; jwksUri: string } {
  const authority = `https://login.microsoftonline.com/${tenantId}`;
  return version === 'v2.0'
    ? { issuer: `${authority}/v2.0`, jwksUri: `${authority}/discovery/v2.0/keys` }
    : { issuer: `https://sts.windows.net/${tenantId}/`, jwksUri: `${authority}/discovery/keys` };
}

/** What is well-formed and still cannot be. Lookups and fields are looked for in the types, which must be right for that. */
function meaningProblems(tenant: Omit<Tenant, 'name'>): string[] {
  const problems = schemaProblems(tenant);
  if (problems.length > 0) return problems;
  return [
    ...lookupProblems(tenant.matchingAttributes, tenant),
    ...fieldProblems(tenant.fields, tenant.profile, tenant),
  ];
}

/** allErrors reports some failures twice (a bad key also as a bad name), hence the Set. */
function describeAll(label: string, errors: ErrorObject[]): string[] {
  return [...new Set(errors.flatMap((error) => describeProblem(error)).map((line) => `${label}: ${line}`))];
}
