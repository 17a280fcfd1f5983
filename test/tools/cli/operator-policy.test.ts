import path from 'node:path';
import { App, Stack } from 'aws-cdk-lib/core';
import { DEPLOYER_ACTIONS, OPERATOR_RIGHTS, operatorStatements } from '../../../lib/operator-policy.ts';
import { evaluate } from '../../../tools/dev-server/access/evaluate.ts';
import { guardDynamoDb } from '../../../tools/dev-server/access/guarded-dynamodb.ts';
import { readStatement } from '../../../tools/dev-server/access/statements.ts';
import { usesOf } from '../../../tools/dev-server/access/uses.ts';
import { readServerInfo } from '../../../tools/dev-server/server/state-folder.ts';
import { ACCOUNT, REGION } from '../../../tools/dev-server/template/aws-account.ts';
import { readSources } from '../../../tools/house/sources.ts';
import { INDEXES, TABLE_KEY } from '../../../lambdas/store/table/shape.ts';
import { startFakeAws } from './fake-aws.ts';
import { startCliTest, type CliTest } from './server.ts';

const ROOT = path.join(import.meta.dirname, '..', '..', '..');

/** What IAM calls the services of the SDK's clients. */
const SERVICES: Readonly<Record<string, string>> = {
  cloudformation: 'cloudformation',
  'cloudwatch-logs': 'logs',
  dynamodb: 'dynamodb',
  'dynamodb-streams': 'dynamodb',
  lambda: 'lambda',
  sqs: 'sqs',
};
/** What IAM calls an operation by another name, or what a waiter asks for. */
const OPERATIONS: Readonly<Record<string, string>> = {
  Invoke: 'InvokeFunction',
  StackDeleteComplete: 'DescribeStacks',
  TableExists: 'DescribeTable',
  TableNotExists: 'DescribeTable',
};

/** The actions of AWS behind the commands, paginators and waiters that a file imports of the SDK. */
const actionsIn = (text: string): string[] =>
  [...text.matchAll(/import \{([^}]*)\} from '@aws-sdk\/client-([\w-]+)'/g)].flatMap(([, names = '', client = '']) =>
    names
      .split(',')
      .map((name) => /^(?:(\w+)Command|paginate(\w+)|waitUntil(\w+))$/.exec(name.trim())?.slice(1).find(Boolean))
      .filter((name) => name !== undefined)
      .map((name) => `${SERVICES[client] ?? client}:${OPERATIONS[name] ?? name}`),
  );

test('the command line calls nothing that neither the policy of an operator nor that of who deploys has', () => {
  const called = readSources(ROOT, ['tools/cli']).flatMap(({ path: file, text }) =>
    actionsIn(text).map((action) => ({ file, action })),
  );
  const allowed = new Set<string>([...OPERATOR_RIGHTS.flatMap(({ actions }) => actions), ...DEPLOYER_ACTIONS]);
  expect(called.filter(({ action }) => !allowed.has(action))).toEqual([]);
  // And nothing is allowed that nobody calls. The store of the credentials is looked at below.
  const byStore = OPERATOR_RIGHTS.filter(({ on }) => on === 'table' || on === 'listing').flatMap(
    ({ actions }) => actions,
  );
  const needed = new Set([...called.map(({ action }) => action), ...byStore]);
  expect([...allowed].filter((action) => !needed.has(action))).toEqual([]);
});

describe('credentials, with the policy and nothing more', () => {
  let cli: CliTest;
  const stops: (() => Promise<void> | void)[] = [];
  const before = { ...process.env };
  const refused: string[] = [];
  const used = new Set<string>();

  beforeAll(async () => {
    cli = await startCliTest();
    process.env['SCIM_LOCAL_DIR'] = cli.folder;
    const server = readServerInfo('demo');
    delete process.env['SCIM_LOCAL_DIR'];
    if (!server) throw new Error('no server runs');
    const { tableName, dynamodbEndpoint, dynamodbKey, functions, key, port } = server;
    const stack = new Stack(new App(), 'policy');
    const table = { tableArn: `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${tableName}`, tableStreamArn: 'stream' };
    const given = operatorStatements(stack, { tenant: 'demo', table, functions: [] })
      .map((statement) => statement.toStatementJson() as { Action: string | string[]; Condition?: object })
      .filter(({ Action }) => [Action].flat().every((action) => action.startsWith('dynamodb:')));
    const statements = given.map(readStatement);
    const hashOf = (_: string, index?: string): string =>
      Object.values(INDEXES).find(({ name }) => name === index)?.partition ?? TABLE_KEY.partition;
    const endpoint = await guardDynamoDb(
      {
        callers: {
          know: () => undefined,
          accessKeyOf: () => ({ accessKeyId: '', secretAccessKey: '' }),
          problemOf: ({ target, input }) => {
            const uses = usesOf(target, input, hashOf);
            for (const { action } of uses) used.add(action);
            const denied = uses.filter((use) => evaluate(statements, use) !== 'allow').map(({ action }) => action);
            refused.push(...denied);
            return denied.length > 0 ? `not allowed: ${denied.join()}` : undefined;
          },
        },
        upstream: dynamodbEndpoint,
        key: dynamodbKey,
      },
      stops,
    );
    const outputs = { PurgeFunctionName: functions['purge'] ?? '', OperatorFunctionName: functions['operator'] ?? '' };
    const aws = await startFakeAws({
      stacks: {
        'scim-demo-data': { outputs: { TableName: tableName } },
        'scim-demo-jobs': { outputs },
        'scim-demo-api': { outputs: { TenantUrl: cli.url } },
      },
    });
    stops.push(aws.stop);
    Object.assign(process.env, aws.env, {
      AWS_ACCESS_KEY_ID: key,
      AWS_SECRET_ACCESS_KEY: key,
      AWS_ENDPOINT_URL_DYNAMODB: endpoint,
      AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${port}`,
    });
  });
  afterAll(async () => {
    for (const key of Object.keys(process.env).filter((name) => name.startsWith('AWS_'))) {
      const was = before[key];
      if (was === undefined) delete process.env[key];
      else process.env[key] = was;
    }
    for (const stop of stops.toReversed()) await stop();
    await cli?.stop();
  });

  test('every command that touches the table goes through', async () => {
    const done = async (...words: string[]): Promise<string> => {
      const { code, stdout, stderr } = await cli.scim(...words, '--aws', '--tenant', 'demo');
      expect([words, code, stderr]).toEqual([words, 0, expect.any(String)]);
      return stdout;
    };
    const { keyId } = JSON.parse(await done('token', 'create', '--json')) as { keyId: string };
    const next = JSON.parse(await done('token', 'rotate', keyId, '--json')) as { keyId: string };
    await done('token', 'revoke', next.keyId, '--yes');
    const { clientId } = JSON.parse(await done('client', 'create', '--json')) as { clientId: string };
    await done('client', 'rotate', clientId, '--json');
    await done('client', 'revoke', clientId, '--yes');
    const link = JSON.parse(await done('setup-link', 'create', '--json')) as { keyId: string };
    await done('setup-link', 'revoke', link.keyId, '--yes');
    await done('token', 'list');
    await done('credential', 'report');
    expect(refused).toEqual([]);
    const allowed = OPERATOR_RIGHTS.filter(({ on }) => on === 'table' || on === 'listing').flatMap(
      ({ actions }) => actions,
    );
    expect([...used].toSorted()).toEqual([...new Set(allowed)].toSorted());
  });
});
