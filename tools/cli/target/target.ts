import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { messageOf } from '../../../lib/thrown.ts';
import { signedWith } from '../../dev-server/server/local-key.ts';
import { readServerInfo, type ServerInfo } from '../../dev-server/server/state-folder.ts';
import { PlainError } from '../../plain-error.ts';
import { tell as tellPeople } from '../output/width.ts';
import { deployedEvents, localEvents, type EventsAccess } from './events-access.ts';
import { placeOf, type Place } from '../tenant-file/place.ts';
import { awsConfig, profileOf, signedIn } from './aws.ts';
import { askClock } from './local-clock.ts';
import type { TargetOptions } from './options.ts';
import { readOutputs } from './outputs.ts';

/** The stacks whose outputs say what a command needs. */
const STACKS = ['data', 'jobs'];

/** A tenant to work on, wherever it runs. */
export interface Target {
  /** `local` on this machine, else the Region. */
  place: string;
  /** What is deployed, as its stacks tell it. */
  version?: string;
  /** The time there, ISO 8601: the clock of a local server can be moved. */
  now: string;
  tableName: string;
  purgeFunctionName: string;
  operatorFunctionName: string;
  dynamodb: DynamoDBClient;
  lambda: LambdaClient;
  /** The Tenant URL. Throws PlainError where the deployed tenant has none. */
  tenantUrl: () => Promise<string>;
  /** What its change events pass. Throws PlainError where the deployed tenant does not say it. */
  events: () => Promise<EventsAccess>;
}

/** Hears which tenant is used. */
type Tell = (text: string) => void;

/**
 * Finds the tenant and says which one is used, on stderr where nobody else hears it. Only a tenant that somebody has
 * named is looked for in AWS. Throws PlainError when it cannot be found.
 */
export async function findTarget(
  { tenant, isNamed, local, aws }: TargetOptions,
  tell: Tell = tellPeople,
): Promise<Target> {
  const server = aws ? undefined : readServerInfo(tenant);
  if (server !== undefined) return localTarget(server, tell);
  if (local || !isNamed) throw new PlainError(whyNone(tenant, { aws }));
  return deployedTarget(tenant, tell);
}

/** Why a tenant is neither here nor looked for in AWS. */
export function whyNone(tenant: string, { aws }: Pick<TargetOptions, 'aws'>): string {
  if (aws) return 'name the tenant in AWS: --aws --tenant <name>';
  const start = `start one with "npm start -- --tenant ${tenant}"`;
  return `no dev server runs for tenant "${tenant}": ${start}, or name a tenant in AWS with --aws --tenant <name>`;
}

async function localTarget(server: ServerInfo, tell: Tell): Promise<Target> {
  const { tenant, url, port, dynamodbEndpoint, region, tableName, functions, key, dynamodbKey } = server;
  tell(`target: tenant ${tenant} on this machine (${url})`);
  const { now } = await askClock(server);
  return {
    place: 'local',
    now,
    tableName,
    tenantUrl: () => Promise.resolve(url),
    events: () => Promise.resolve(localEvents(server)),
    purgeFunctionName: functions['purge'] ?? '',
    operatorFunctionName: functions['operator'] ?? '',
    dynamodb: new DynamoDBClient({ region, credentials: signedWith(dynamodbKey), endpoint: dynamodbEndpoint }),
    lambda: createLambdaClient({ region, credentials: signedWith(key), endpoint: `http://127.0.0.1:${port}` }),
  };
}

async function deployedTarget(tenant: string, tell: Tell): Promise<Target> {
  const place = placeOf(tenant);
  const config = awsConfig(place.region);
  const { client: cloudformation, region } = await signedIn(place.region);
  const missing = (name: string): never => {
    throw new PlainError(`the stacks of tenant "${tenant}" have no output ${name}: deploy this version of the project`);
  };
  try {
    tell(`target: tenant ${tenant} in AWS (${profileOf()}, Region ${region}, stacks scim-${tenant}-*)`);
    const stacks = await Promise.all(STACKS.map((part) => readOutputs(cloudformation, `scim-${tenant}-${part}`)));
    const outputs = new Map(stacks.flatMap((stack) => [...stack]));
    const output = (name: string): string => {
      return outputs.get(name) ?? missing(name);
    };
    const version = outputs.get('Version');
    return {
      place: region,
      ...(version !== undefined && { version }),
      now: new Date().toISOString(),
      tableName: output('TableName'),
      purgeFunctionName: output('PurgeFunctionName'),
      operatorFunctionName: output('OperatorFunctionName'),
      dynamodb: new DynamoDBClient(config),
      lambda: createLambdaClient(place.region === undefined ? {} : { region: place.region }),
      tenantUrl: async () => {
        const api = await readOutputs(cloudformation, `scim-${tenant}-api`);
        return api.get('TenantUrl') ?? missing('TenantUrl');
      },
      events: () => deployedEvents(tenant),
    };
  } catch (error) {
    if (error instanceof PlainError) throw error;
    throw new PlainError(
      `tenant "${tenant}" cannot be found in AWS: ${messageOf(error).replace(/\.$/, '')}; ` +
        `check ${hintOf(place)}, deploy the tenant, or start the dev server and use --local`,
      { cause: error },
    );
  }
}

/** What may be wrong where a tenant is not found. */
const hintOf = ({ account, region }: Place): string =>
  [
    region === undefined ? 'AWS_REGION' : `the Region of its tenant file (${region})`,
    account === undefined ? 'AWS_PROFILE' : `AWS_PROFILE, which has to be for account ${account}`,
  ].join(' and ');

/**
 * One attempt, and no time-out of our own: a purge runs for minutes, and must not be started twice.
 */
function createLambdaClient(
  config: Pick<NonNullable<ConstructorParameters<typeof LambdaClient>[0]>, 'region' | 'credentials' | 'endpoint'>,
): LambdaClient {
  return new LambdaClient({ ...config, maxAttempts: 1, requestHandler: { requestTimeout: 0 } });
}
