import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startSchedules } from '../../../tools/dev-server/events/schedules.ts';
import { createClock } from '../../../tools/dev-server/functions/clock.ts';
import { readApi } from '../../../tools/dev-server/gateway/api.ts';
import { createTables } from '../../../tools/dev-server/server/tables.ts';
import { readStacks, type Stack } from '../../../tools/dev-server/template/assembly.ts';
import { PlainError } from '../../../tools/plain-error.ts';
import { FIXTURE_PROJECT } from './fixture-server.ts';

const ASSEMBLY = path.join(FIXTURE_PROJECT, 'assembly');

/** The fixture's stacks, in which one resource has other properties. */
const changed = (id: string, properties: object): Stack[] =>
  readStacks(ASSEMBLY, 'demo').map((stack) => {
    const resource = stack.resources[id];
    if (resource === undefined) return stack;
    const Properties = { ...resource.Properties, ...properties };
    return { ...stack, resources: { ...stack.resources, [id]: { ...resource, Properties } } };
  });

const holding = (Type: string, Properties: Record<string, unknown>): Stack[] => [
  { name: 'jobs', resources: { Thing: { Type, Properties } }, outputs: {}, assets: new Map() },
];

test.each([
  [
    'another integration',
    'OpenANY',
    { Integration: { Type: 'MOCK' } },
    /ANY \/open has an integration of type MOCK: .* knows AWS_PROXY only/,
  ],
  [
    'another authorization',
    'OpenANY',
    { AuthorizationType: 'AWS_IAM' },
    /ANY \/open has the authorization AWS_IAM: .* knows NONE, and CUSTOM/,
  ],
  [
    'an authorizer that is not there',
    'OpenANY',
    { AuthorizationType: 'CUSTOM' },
    /ANY \/open has the authorization CUSTOM: /,
  ],
  [
    'another kind of authorizer',
    'Bearer',
    { Type: 'TOKEN' },
    /authorizer Bearer is of the kind TOKEN .* knows REQUEST with one header only/,
  ],
  [
    'another identity source',
    'Bearer',
    { IdentitySource: 'method.request.querystring.key' },
    /identity source "method\.request\.querystring\.key": .* one header only/,
  ],
  [
    'a header that is no constant',
    'AnswerTHROTTLED',
    { ResponseParameters: { 'gatewayresponse.header.X-Path': 'context.path' } },
    /sets gatewayresponse\.header\.X-Path to context\.path: .* a constant in quotes only/,
  ],
])('an API with %s is refused', (_, id, properties, message) => {
  expect(() => readApi(changed(id, properties))).toThrow(message);
  expect(() => readApi(changed(id, properties))).toThrow(PlainError);
});

test.each([
  ['is switched off', { State: 'DISABLED' }, /schedule Thing \(DISABLED/],
  [
    'has a target that is no function',
    { Target: { Arn: 'arn:aws:sqs:x' } },
    /to arn:aws:sqs:x\): .* for a function of the stacks/,
  ],
  ['asks for its time', { Target: { Arn: 'fn', Input: '<aws.scheduler.scheduled-time>' } }, /no context attributes/],
  ['is a cron', { ScheduleExpression: 'cron(0 3 * * ? *)' }, /cannot run the schedule "cron\(0 3 \* \* \? \*\)"/],
])('a schedule that %s is refused', (_, properties, message) => {
  const complete = { ScheduleExpression: 'rate(1 hour)', State: 'ENABLED', Target: { Arn: 'fn' } };
  const stacks = holding('AWS::Scheduler::Schedule', { ...complete, ...properties });
  const target = {
    name: 'fn',
    arn: 'fn',
    invoke: () => Promise.reject(),
    warmUp: async () => {},
    kill: () => false,
    close: async () => {},
  };
  const start = () => startSchedules(stacks, new Map([['fn', target]]), { clock: createClock(), onError: () => {} });
  expect(start).toThrow(message);
  expect(start).toThrow(PlainError);
});

test('a table of the older kind is refused', async () => {
  const creating = createTables(new DynamoDBClient(), holding('AWS::DynamoDB::Table', {}));
  await expect(creating).rejects.toThrow(
    /jobs: .* AWS::DynamoDB::Table \(Thing\): declare it as AWS::DynamoDB::GlobalTable/,
  );
});

test('a template with conditions is refused', () => {
  const assembly = mkdtempSync(path.join(tmpdir(), 'assembly-'));
  cpSync(ASSEMBLY, assembly, { recursive: true });
  const file = path.join(assembly, 'assembly-demo', 'demodata.template.json');
  writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), Conditions: {} }));
  expect(() => readStacks(assembly, 'demo')).toThrow(
    /scim-demo-data: the dev server does not know the section "Conditions" .*: write the stack without it/,
  );
  rmSync(assembly, { recursive: true });
});
