import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isObject } from '../../scim/json.ts';
import type { TenantFile } from '../../tenant/settings/settings.ts';
import type { Where } from '../../store/table/client/client.ts';
import type { AwsAccess } from '../../store/table/client/signature.ts';

/**
 * What the stack tells a function. This file alone reads process.env (the AWS SDK reads its own
 * variables).
 * @throws Error that names every variable that is missing
 */
export function readEnvironment(): { tableName: string; tenant: string } {
  const [tableName = '', tenant = ''] = readVariables('TABLE_NAME', 'TENANT');
  return { tableName, tenant };
}

/** The bus that change events go to. */
export function readEventBusName(): string {
  const [name = ''] = readVariables('EVENT_BUS_NAME');
  return name;
}

/**
 * Whether the keys of an issuer may be fetched from this machine by plain http: for tests and the
 * dev server, which set it.
 */
export function readAllowsLoopbackKeys(): boolean {
  return process.env['ALLOW_LOOPBACK_KEYS'] === 'true';
}

/** The same for the consumers of webhooks. */
export function readAllowsLoopbackWebhooks(): boolean {
  return process.env['ALLOW_LOOPBACK_WEBHOOKS'] === 'true';
}

/** The function that calls webhooks. */
export function readWebhooksFunctionName(): string {
  const [name = ''] = readVariables('WEBHOOKS_FUNCTION_NAME');
  return name;
}

/** Where Lambda is, if not on AWS, under the name that the SDK reads it from. */
export const readLambdaOrigin = (): string | undefined => process.env['AWS_ENDPOINT_URL_LAMBDA'] || undefined;

/** Which program this is, as `<commit>.<hash>`; undefined on a machine of ours, where stacks are mapped already. */
export const readBuild = (): string | undefined => process.env['BUILD'] || undefined;

/** What signs a call to AWS, and where: as Lambda sets it for every function. */
export function readAwsAccess(): AwsAccess {
  const [region = '', accessKeyId = '', secretAccessKey = ''] = readVariables(
    'AWS_REGION',
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
  );
  return { region, accessKeyId, secretAccessKey, sessionToken: process.env['AWS_SESSION_TOKEN'] };
}

/** The DynamoDB that has the table; another than AWS's under the name that the SDK reads it from. */
export const readDynamoDb = (): Where => ({
  access: readAwsAccess(),
  endpoint: process.env['AWS_ENDPOINT_URL_DYNAMODB'] || undefined,
});

/** The versions that are about to be called by everybody: an ARN by the name of its function, as JSON. */
export function readReleased(): Readonly<Record<string, unknown>> {
  const [text = ''] = readVariables('RELEASED');
  const released: unknown = JSON.parse(text);
  if (isObject(released)) return released;
  throw new Error('the environment variable RELEASED is no JSON object; the stack sets it');
}

/** The folder of the function's code. */
export function readTaskRoot(): string {
  const [folder = ''] = readVariables('LAMBDA_TASK_ROOT');
  return folder;
}

/**
 * Reads tenant.json from the folder of the function's code.
 * @throws Error where it is not there or not JSON
 */
export function readTenantFile(): TenantFile {
  const file = path.join(readTaskRoot(), 'tenant.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as TenantFile;
  } catch (error) {
    throw new Error(`${file} cannot be read; it is written beside the function's code by cdk synth`, { cause: error });
  }
}

/** The values of these variables, in their order. */
function readVariables(...names: readonly string[]): string[] {
  const missing = names.filter((name) => !process.env[name]);
  if (missing.length > 0) {
    throw new Error(
      `environment variable ${missing.join(' and ')} is missing; the stack (or the dev server) sets it for every function`,
    );
  }
  return names.map((name) => process.env[name] ?? '');
}
