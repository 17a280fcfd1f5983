import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createCredentialStore } from '../../lambdas/store/credentials/credentials.ts';
import { CREDENTIALS } from '../../tools/dev-server/aws-account.ts';
import { startDevServer, type DevServer } from '../../tools/dev-server/server/dev-server.ts';
import type { ServerInfo } from '../../tools/dev-server/server/state-folder.ts';
import { startIssuer, type Issuer } from '../../simulator/client/issuer.ts';

export const ENTRA_TENANT = '11111111-2222-4333-8444-555555555555';
export const FEDERATION = {
  tenantId: ENTRA_TENANT,
  clientId: 'acme',
  audience: 'api://serverless-scim',
  subject: '99999999-2222-4333-8444-555555555555',
};

/** A tenant on this machine that accepts every way to sign in, with an issuer that stands for Microsoft. */
export interface SignInTenant {
  readonly server: DevServer;
  readonly issuer: Issuer;
  readonly tokenUrl: string;
  readonly documentClient: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly credentials: ReturnType<typeof createCredentialStore>;
  stop(): Promise<void>;
}

const ROOT = path.join(import.meta.dirname, '../..');

/** The tenant file that trusts an issuer in both ways. */
export function trustingTenant(jwksUri: string) {
  const { audience, ...federation } = FEDERATION;
  return {
    federation: { ...federation, audiences: [audience], jwksUri },
    entraToken: { tenantId: ENTRA_TENANT, jwksUri },
  };
}

/** A project whose one tenant is `acme`: the app is the repository's own, and reads the tenants of the folder it runs in. */
export function writeProject(folder: string, tenant: object): string {
  const project = path.join(folder, 'project');
  const cdk = JSON.parse(readFileSync(path.join(ROOT, 'cdk.json'), 'utf8')) as Record<string, unknown>;
  mkdirSync(path.join(project, 'tenants'), { recursive: true });
  writeFileSync(
    path.join(project, 'cdk.json'),
    JSON.stringify({ ...cdk, app: `node "${path.join(ROOT, 'bin', 'app.ts')}"` }),
  );
  writeFileSync(path.join(project, 'tenants', 'acme.json'), JSON.stringify(tenant));
  return project;
}

export async function startSignInTenant(): Promise<SignInTenant> {
  const folder = mkdtempSync(path.join(tmpdir(), 'scim-sign-in-'));
  process.env['SCIM_LOCAL_DIR'] = folder;
  const issuer = await startIssuer();
  const project = writeProject(folder, trustingTenant(issuer.jwksUri));
  const options = { port: 0, tenant: 'acme', memory: true, watch: false, throttle: false };
  const server = await startDevServer(options, { project, report: (message) => console.error(message) });
  const { tableName, dynamodbEndpoint, region } = JSON.parse(
    readFileSync(path.join(folder, 'acme', 'server.json'), 'utf8'),
  ) as ServerInfo;
  const client = new DynamoDBClient({ region, credentials: CREDENTIALS, endpoint: dynamodbEndpoint });
  const documentClient = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  return {
    server,
    issuer,
    tokenUrl: server.tokenUrl,
    documentClient,
    tableName,
    credentials: createCredentialStore({ client: documentClient, tableName }),
    stop: async () => {
      client.destroy();
      await server.stop();
      await issuer.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const yearFromNow = (): string => new Date(Date.now() + 365 * 86_400_000).toISOString();
