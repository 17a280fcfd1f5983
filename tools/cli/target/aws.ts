import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { messageOf } from '../../../lib/thrown.ts';
import { SECOND } from '../../../lambdas/duration.ts';
import { PlainError } from '../../plain-error.ts';

/** What every client of AWS is made with: the Region, where it is not that of the shell, and no long wait for a network that is not there. */
export const awsConfig = (region?: string) => ({
  ...(region !== undefined && { region }),
  requestHandler: { connectionTimeout: 5 * SECOND },
});

/** Where credentials come from, as far as the shell tells it: for whoever has several. */
export function profileOf(env: NodeJS.ProcessEnv = process.env): string {
  const { AWS_PROFILE: profile, AWS_ACCESS_KEY_ID: key } = env;
  if (profile) return `profile ${profile}`;
  return key ? `access key …${key.slice(-4)}` : 'profile default';
}

/**
 * A client of CloudFormation in a Region, or in that of the shell, once it is known that there are
 * credentials. Throws PlainError, at once, where something is missing to ask AWS anything.
 */
export async function signedIn(region?: string): Promise<{ client: CloudFormationClient; region: string }> {
  const client = new CloudFormationClient(awsConfig(region));
  const missing = (what: string) => (error: unknown) => {
    throw new PlainError(`${what} (${messageOf(error).replace(/\.$/, '')})`, { cause: error });
  };
  const known = await client.config
    .region()
    .catch(missing('no AWS Region is known: set AWS_REGION, or "env" in the tenant file'));
  await Promise.race([client.config.credentials(), ...(namesCredentials() ? [] : [soon()])]).catch(
    missing('there are no AWS credentials: sign in (aws sso login), or set AWS_PROFILE'),
  );
  return { client, region: known };
}

/** Variables that say where credentials are. */
const SOURCES = [
  'AWS_ACCESS_KEY_ID',
  'AWS_PROFILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
];

/** Whether something here names credentials; to find them may take a while. */
function namesCredentials(): boolean {
  const { AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE } = process.env;
  const files = [AWS_CONFIG_FILE ?? inHome('config'), AWS_SHARED_CREDENTIALS_FILE ?? inHome('credentials')];
  return SOURCES.some((name) => process.env[name]) || files.some((file) => existsSync(file));
}

const inHome = (name: string): string => path.join(homedir(), '.aws', name);

/** Otherwise only the machine can have some, in AWS, where it answers at once. */
async function soon(): Promise<never> {
  await sleep(0.8 * SECOND, undefined, { ref: false });
  throw new Error('nothing here names any, and this is no machine in AWS that has some');
}
