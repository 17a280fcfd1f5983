import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createCredential, parseToken } from '../../../lambdas/auth/credential.ts';
import { createCredentialStore } from '../../../lambdas/store/credentials/credentials.ts';
import { PlainError } from '../../plain-error.ts';
import { DAY } from '../../../lambdas/duration.ts';

const VALID_FOR_MS = 365 * DAY;

/**
 * Throws PlainError unless the token could be sent in an Authorization header; it does not say the
 * token.
 */
export function checkToken(token: string): void {
  if (parseToken(token) === undefined) {
    throw new PlainError('SCIM_TOKEN cannot be used as a token: give 1 to 512 visible ASCII characters, no spaces');
  }
}

/**
 * Puts a valid credential into the table and returns its token: the one given, or one that was
 * generated once and is kept in the state folder, so that what was pasted into a client still works
 * after a restart.
 */
export async function putLocalCredential(options: {
  client: DynamoDBClient;
  tableName: string;
  stateFolder: string;
  given?: string | undefined;
  /** What it may be used for; its token is kept in this file of the state folder. */
  scope: 'scim' | 'directory';
  file: string;
  /** Epoch milliseconds. */
  now: number;
}): Promise<string> {
  const { client, tableName, stateFolder, given, scope, now } = options;
  const file = path.join(stateFolder, options.file);
  const known = given ?? (existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined);
  const { credential, token } = createCredential({
    label: `dev server, ${scope}`,
    scopes: [scope],
    now: new Date(now).toISOString(),
    expiresAt: new Date(now + VALID_FOR_MS).toISOString(),
    ...(known !== undefined && { secret: known }),
  });
  if (known === undefined) writeFileSync(file, `${token}\n`, { mode: 0o600 });
  await createCredentialStore({ client: DynamoDBDocumentClient.from(client), tableName }).put(credential);
  return token;
}
