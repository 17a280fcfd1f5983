import { existsSync } from 'node:fs';
import path from 'node:path';
import { readTenantText } from '../../../lib/tenant-text.ts';
import { isRecord } from '../../json.ts';
import { PlainError } from '../../plain-error.ts';

/** Where this project has its tenant files. */
export const tenantsFolder = (): string => path.resolve('tenants');

/** Where a tenant file says that the tenant is deployed. */
export interface Place {
  readonly account?: string;
  readonly region?: string;
}

/**
 * Where a tenant is deployed as its file says it, which is where `cdk deploy` puts it; nothing where
 * there is no file, or where it leaves that to the credentials at hand. Throws PlainError for a file
 * that cannot be read: nobody should look for the tenant, or remove it, in another Region.
 */
export function placeOf(tenant: string): Place {
  const { env } = settingsOf(tenant);
  const { account, region } = isRecord(env) ? env : {};
  return {
    ...(typeof account === 'string' && { account }),
    ...(typeof region === 'string' && { region }),
  };
}

/** What a tenant file says, unchecked: whoever deploys has it checked. */
function settingsOf(tenant: string): Readonly<Record<string, unknown>> {
  const file = path.join(tenantsFolder(), `${tenant}.json`);
  if (!existsSync(file)) return {};
  const { content, problems } = readTenantText(file);
  if (isRecord(content)) return content;
  throw new PlainError(`where tenant "${tenant}" is deployed is not known: ${file}: ${problems[0] ?? 'is no object'}`);
}
