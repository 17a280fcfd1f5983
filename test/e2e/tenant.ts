import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createCredentialStore } from '../../lambdas/store/credentials/credentials.ts';
import { CREDENTIALS } from '../../tools/dev-server/template/aws-account.ts';
import { startDynamoDbLocal } from '../../tools/dynamodb-local/start.ts';
import { startDevServer } from '../../tools/dev-server/server/dev-server.ts';
import type { DevServer } from '../../tools/dev-server/server/host.ts';
import type { ServerInfo } from '../../tools/dev-server/server/state-folder.ts';
import { startIssuer, type Issuer } from '../../simulator/client/issuer.ts';
import { projectWith, synthesizedProject } from '../support/synthesized.ts';
import { sizes } from '../support/sizes.ts';
import { trustingTenant } from '../support/trusting-tenant.ts';
import { workerDatabase } from '../support/worker-database.ts';

/** A tenant that runs in this process, without the limits of its stage, and what a test needs to look into it. */
export interface Tenant {
  readonly server: DevServer;
  readonly documentClient: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly credentials: ReturnType<typeof createCredentialStore>;
  stop(): Promise<void>;
}

/** One that accepts every way to sign in, with an issuer that stands for Microsoft. */
export interface SignInTenant extends Tenant {
  readonly issuer: Issuer;
}

const TENANT = 'demo';

/** The tenant demo of this repository. */
export const startTenant = async (): Promise<Tenant> => start(await synthesizedProject(), newFolder());

export async function startSignInTenant(): Promise<SignInTenant> {
  const folder = newFolder();
  const issuer = await startIssuer();
  const tenant = await start(await projectWith(folder, trustingTenant(issuer.jwksUri)), folder);
  const stop = async (): Promise<void> => {
    await tenant.stop();
    await issuer.close();
  };
  return { ...tenant, issuer, stop };
}

const newFolder = (): string => mkdtempSync(path.join(tmpdir(), 'scim-tenant-'));

async function start(project: string, folder: string): Promise<Tenant> {
  process.env['SCIM_LOCAL_DIR'] = folder;
  // In a full run one of its own: DynamoDB Local gets slower with the stream records of all tables, and those of the
  // suites before made a cycle of 1,000 users take eight times as long. In a short one its start would cost the most.
  const given = process.env['DYNAMODB_ENDPOINT'] || (sizes.wholePlays ? '' : await workerDatabase());
  const own = given ? undefined : await startDynamoDbLocal();
  const dynamodbEndpoint = given || own?.endpoint || '';
  const options = { port: 0, tenant: TENANT, memory: true, watch: false, throttle: false, dynamodbEndpoint };
  const server = await startDevServer(options, { project, report: (message) => console.error(message) });
  const { tableName, region } = JSON.parse(
    readFileSync(path.join(folder, TENANT, 'server.json'), 'utf8'),
  ) as ServerInfo;
  const client = new DynamoDBClient({ region, credentials: CREDENTIALS, endpoint: dynamodbEndpoint });
  const documentClient = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  return {
    server,
    documentClient,
    tableName,
    credentials: createCredentialStore({ client: documentClient, tableName }),
    stop: async () => {
      client.destroy();
      await server.stop();
      await own?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const yearFromNow = (): string => new Date(Date.now() + 365 * 86_400_000).toISOString();
