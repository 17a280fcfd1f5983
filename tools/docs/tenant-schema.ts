import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { TENANT_SCHEMA } from '../../lambdas/tenant/settings/schema.ts';

const TENANT_SCHEMA_FILE = 'tenants/tenant.schema.json';

/** What a tenant file may have beside JSON, in the words of editors that use VS Code's JSON service. */
const FOR_EDITORS = { allowComments: true, allowTrailingCommas: true };

/** The text of tenants/tenant.schema.json, which editors read, formatted as the other files are. */
async function tenantSchemaFile(): Promise<string> {
  return format(JSON.stringify({ ...TENANT_SCHEMA, ...FOR_EDITORS }, null, 2), {
    ...(await resolveConfig(TENANT_SCHEMA_FILE)),
    parser: 'json',
  });
}

/** Whether tenants/tenant.schema.json says what the schema says. */
export async function isTenantSchemaFileCurrent(): Promise<boolean> {
  return readFileSync(TENANT_SCHEMA_FILE, 'utf8') === (await tenantSchemaFile());
}

if (import.meta.main) {
  writeFileSync(TENANT_SCHEMA_FILE, await tenantSchemaFile());
  console.log(`${TENANT_SCHEMA_FILE} is written`);
}
