import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createCredential } from '../../../lambdas/auth/credential.ts';
import { SETUP_MAY } from '../../../lambdas/auth/scopes.ts';
import { createSetupLink } from '../../../lambdas/auth/setup-link.ts';
import { createCredentialStore } from '../../../lambdas/store/credentials/credentials.ts';
import { DAY } from '../../../lambdas/duration.ts';

const VALID_FOR_MS = 365 * DAY;

interface LocalCredential {
  client: DynamoDBClient;
  tableName: string;
  stateFolder: string;
  given?: string | undefined;
  /** What it may be used for; its token, or the secret of a link, is kept in this file of the state folder. */
  scope: 'scim' | 'directory' | 'setup';
  file: string;
  /** Epoch milliseconds. */
  now: number;
}

/**
 * Puts a valid credential of each kind into the table: what goes into Entra, what a product reads
 * with, and a setup link.
 */
export async function putLocalCredentials(
  to: Omit<LocalCredential, 'scope' | 'file' | 'given'>,
  given: string | undefined,
): Promise<{ token: string; directoryToken: string; setupSecret: string }> {
  const [token, directoryToken, setupSecret] = await Promise.all([
    putLocalCredential({ ...to, scope: 'scim', file: 'token', given }),
    putLocalCredential({ ...to, scope: 'directory', file: 'directory-token' }),
    putLocalCredential({ ...to, scope: 'setup', file: 'setup-link' }),
  ]);
  return { token, directoryToken, setupSecret };
}

/**
 * Puts a valid credential into the table and returns its token: the one given, or one that was
 * generated once and is kept in the state folder, so that what was pasted into a client still works
 * after a restart.
 */
async function putLocalCredential(options: LocalCredential): Promise<string> {
  const { client, tableName, stateFolder, given, scope, now } = options;
  const file = path.join(stateFolder, options.file);
  const known = given ?? (existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined);
  const about = {
    label: `dev server, ${scope}`,
    now: new Date(now).toISOString(),
    expiresAt: new Date(now + VALID_FOR_MS).toISOString(),
    ...(known !== undefined && { secret: known }),
  };
  const { kept, token } = scope === 'setup' ? makeLink(about) : makeToken(about, scope);
  if (known === undefined) writeFileSync(file, `${token}\n`, { mode: 0o600 });
  await createCredentialStore({ client: DynamoDBDocumentClient.from(client), tableName }).put(kept);
  return token;
}

type About = Omit<Parameters<typeof createCredential>[0], 'scopes'>;

function makeToken(about: About, scope: string) {
  const { credential: kept, token } = createCredential({ ...about, scopes: [scope] });
  return { kept, token };
}

function makeLink(about: About) {
  const { link: kept, secret: token } = createSetupLink({ ...about, may: SETUP_MAY });
  return { kept, token };
}
