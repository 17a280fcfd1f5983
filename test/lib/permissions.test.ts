import { Stack } from 'aws-cdk-lib/core';
import type { Template } from 'aws-cdk-lib/assertions';
import { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { tableStatements } from '../../lib/table-permissions.ts';
import { fleetTemplate, TENANT, templates } from './synthesize.ts';

type Statement = { Action: string | string[]; Resource: unknown; Effect: string; Condition?: unknown };
type RoleProperties = { Policies?: { PolicyDocument: { Statement: Statement[] } }[] };

const { data, api, jobs, events } = templates();

/** What a role may do, as `resource: actions`, with resources named as people name them. */
function permissionsOf(template: Template, role: string): Record<string, string[]> {
  const roles = template.findResources('AWS::IAM::Role') as Record<string, { Properties: RoleProperties }>;
  const [, found] = Object.entries(roles).find(([id]) => id.startsWith(role)) ?? [];
  const statements = (found?.Properties.Policies ?? []).flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  const permissions: Record<string, string[]> = {};
  for (const { Action, Resource, Effect } of statements) {
    expect(Effect).toBe('Allow');
    for (const resource of [Resource].flat()) {
      const name = nameOf(resource);
      permissions[name] = [...(permissions[name] ?? []), ...[Action].flat()];
    }
  }
  return permissions;
}

/** What a role may do with items of the table, and to which keys that is limited. */
function keysOf(template: Template, role: string): [unknown, unknown][] {
  const roles = template.findResources('AWS::IAM::Role') as Record<string, { Properties: RoleProperties }>;
  const [, found] = Object.entries(roles).find(([id]) => id.startsWith(role)) ?? [];
  const statements = (found?.Properties.Policies ?? []).flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  return statements
    .filter(({ Resource }) => nameOf(Resource) === 'table')
    .map(({ Action, Condition }) => {
      const condition = Condition as Record<'ForAllValues:StringLike', Record<string, unknown>> | undefined;
      return [Action, condition?.['ForAllValues:StringLike']['dynamodb:LeadingKeys']];
    });
}

function nameOf(resource: unknown): string {
  const text = JSON.stringify(resource);
  if (text.includes('FnGetAttTableCD117FA1Arn')) return `table${/\/index\/\w+/.exec(text)?.[0] ?? ''}`;
  if (text.includes('FnGetAttTableCD117FA1StreamArn')) return 'stream';
  return /"Fn::GetAtt":\["(.*?)[0-9A-F]{8}","Arn"\]/.exec(text)?.[1] ?? text;
}

const READ_AND_WRITE = [
  'dynamodb:BatchGetItem',
  'dynamodb:BatchWriteItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:DeleteItem',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:UpdateItem',
];
const READ = ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query'];
const FORGET = ['dynamodb:BatchWriteItem', 'dynamodb:Query'];
/** The types that every tenant has, and what belongs to them. */
const RESOURCES = ['USER#*', 'GROUP#*', 'UNIQUE#*', 'LOOKUP#*', 'COUNTER#*', 'MEMBEROF#*', 'UNFINISHED', 'SHAPE'];
const WRITE_LOG = ['logs:CreateLogStream', 'logs:PutLogEvents'];

describe('permissions', () => {
  test('the scim function works on the table and pages through an index', () => {
    expect(permissionsOf(api, 'ScimRole')).toEqual({
      ScimLogs: WRITE_LOG,
      table: ['dynamodb:GetItem', ...READ_AND_WRITE, 'dynamodb:UpdateItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      'table/index/listing': ['dynamodb:Query'],
    });
    expect(keysOf(api, 'ScimRole')).toEqual([
      ['dynamodb:GetItem', ['SECRET#*']],
      [READ_AND_WRITE, [...RESOURCES, 'NESTING', 'KEPT#*', 'IMAGE#*']],
      ['dynamodb:UpdateItem', ['TRAFFIC']],
      [['dynamodb:PutItem', 'dynamodb:UpdateItem'], ['JOURNAL#*']],
    ]);
  });

  test('the directory reads, and writes nothing', () => {
    expect(permissionsOf(api, 'DirectoryRole')).toEqual({
      DirectoryLogs: WRITE_LOG,
      table: ['dynamodb:GetItem', ...READ],
      'table/index/listing': ['dynamodb:Query'],
      'table/index/due': ['dynamodb:Query'],
    });
    expect(keysOf(api, 'DirectoryRole')).toEqual([
      ['dynamodb:GetItem', ['SECRET#*']],
      [READ, [...RESOURCES, 'HOLD', 'FEED', 'HISTORY#*', 'SEARCH#*', 'TRAFFIC', 'ENDING']],
    ]);
  });

  test('the directory reads what somebody was before only where the events tell values', () => {
    const table = TableV2.fromTableArn(new Stack(), 'Table', 'arn:aws:dynamodb:eu-central-1:123456789012:table/one');
    const keys = (values: boolean) => JSON.stringify(tableStatements('directory', table, { types: [], values }));
    expect([keys(false).includes('IMAGE#*'), keys(true).includes('IMAGE#*')]).toEqual([false, true]);
  });

  test('the export reads people and groups, and writes who has a place', () => {
    expect(keysOf(api, 'ExportRole')).toEqual([
      ['dynamodb:GetItem', ['SECRET#*']],
      [READ, [...RESOURCES, 'FEED', 'SEARCH#*']],
      ['dynamodb:UpdateItem', ['EXPORT']],
    ]);
  });

  test('the setup page reads what it shows, and writes the credentials that it makes, and no other', () => {
    expect(permissionsOf(api, 'SetupRole')).toEqual({
      SetupLogs: WRITE_LOG,
      table: [
        'dynamodb:GetItem',
        ...READ,
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
      ],
      'table/index/listing': ['dynamodb:Query'],
      'table/index/due': ['dynamodb:Query'],
    });
    expect(keysOf(api, 'SetupRole')).toEqual([
      ['dynamodb:GetItem', ['SECRET#*']],
      [READ, [...RESOURCES, 'HOLD', 'FEED', 'HISTORY#*', 'SEARCH#*', 'JOURNAL#*', 'TRAFFIC', 'CREDENTIAL#*', 'ENDING']],
      [['dynamodb:GetItem', 'dynamodb:PutItem'], ['SETUPLINK#*']],
      [['dynamodb:PutItem', 'dynamodb:UpdateItem'], ['CREDENTIAL#setup-*']],
    ]);
  });

  test('the authorizer reads and marks credentials and counts refusals, and no other item', () => {
    expect(permissionsOf(api, 'AuthorizerRole')).toEqual({
      AuthorizerLogs: WRITE_LOG,
      table: [
        'dynamodb:GetItem',
        'dynamodb:UpdateItem',
        'dynamodb:GetItem',
        'dynamodb:UpdateItem',
        'dynamodb:PutItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
      ],
    });
    expect(keysOf(api, 'AuthorizerRole')).toEqual([
      ['dynamodb:GetItem', ['ACCESS#*']],
      ['dynamodb:UpdateItem', ['TRAFFIC']],
      [['dynamodb:GetItem', 'dynamodb:UpdateItem'], ['CREDENTIAL#*']],
      ['dynamodb:PutItem', ['ENDING']],
      [['dynamodb:GetItem', 'dynamodb:PutItem'], ['SECRET#*']],
    ]);
  });

  test('the token function reads and marks credentials, and writes access tokens and what was used for them', () => {
    expect(permissionsOf(api, 'TokenRole')).toEqual({
      TokenLogs: WRITE_LOG,
      table: ['dynamodb:UpdateItem', 'dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:PutItem'],
    });
    expect(keysOf(api, 'TokenRole')).toEqual([
      ['dynamodb:UpdateItem', ['TRAFFIC']],
      [['dynamodb:GetItem', 'dynamodb:UpdateItem'], ['CREDENTIAL#*']],
      ['dynamodb:PutItem', ['ENDING', 'ACCESS#*', 'ASSERTION#*']],
    ]);
  });

  test('the purge finds due users in the due index and erases them, and looks around as the doctor does', () => {
    expect(permissionsOf(jobs, 'PurgeRole')).toEqual({
      PurgeLogs: WRITE_LOG,
      table: ['dynamodb:GetItem', ...READ, ...READ_AND_WRITE, 'dynamodb:PutItem', ...FORGET],
      'table/index/listing': ['dynamodb:Query'],
      'table/index/due': ['dynamodb:Query'],
      DeadLetters: ['sqs:SendMessage'],
    });
    expect(keysOf(jobs, 'PurgeRole')).toEqual([
      ['dynamodb:GetItem', ['SECRET#journal']],
      [READ, ['LOSS', 'TRAFFIC', 'ENDING']],
      [READ_AND_WRITE, [...RESOURCES, 'HOLD', 'KEPT#*', 'GUARD', 'SEARCH#*', 'IMAGE#*']],
      ['dynamodb:PutItem', ['HEARTBEAT']],
      [FORGET, ['JOURNAL#*']],
    ]);
  });

  test('the recovery function reads the stream and carries out what is in the table', () => {
    expect(permissionsOf(jobs, 'RecoveryRole')).toEqual({
      RecoveryLogs: WRITE_LOG,
      table: READ_AND_WRITE,
      stream: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
    });
    expect(keysOf(jobs, 'RecoveryRole')).toEqual([[READ_AND_WRITE, [...RESOURCES, 'KEPT#*', 'IMAGE#*']]]);
  });

  test('the schedule starts the purge and nothing else', () => {
    expect(permissionsOf(jobs, 'ScheduleRole')).toEqual({
      PurgeFunction: ['lambda:InvokeFunction'],
      DeadLetters: ['sqs:SendMessage'],
    });
  });

  test('the changes function reads the stream, puts events on the bus and into the feed, keeps images, knows the epoch, and sees nothing else of the table', () => {
    expect(permissionsOf(events, 'ChangesRole')).toEqual({
      ChangesLogs: WRITE_LOG,
      stream: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
      table: [
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:UpdateItem',
        'dynamodb:BatchWriteItem',
        'dynamodb:BatchWriteItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
      ],
      Bus: ['events:PutEvents'],
      DeadLetters: ['sqs:SendMessage'],
    });
    expect(keysOf(events, 'ChangesRole')).toEqual([
      ['dynamodb:GetItem', ['SHAPE']],
      [['dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'], ['FEED']],
      ['dynamodb:BatchWriteItem', ['HISTORY#*', 'SEARCH#*']],
      [
        ['dynamodb:BatchWriteItem', 'dynamodb:PutItem', 'dynamodb:Query'],
        ['IMAGE#*', 'LOSS'],
      ],
    ]);
  });

  test('the webhooks function reads the feed, and of people and groups what it sends; it is called by changes and by its schedule', () => {
    const hooked = templates({ ...TENANT, webhooks: [{ name: 'crm', url: 'https://example.com' }] }).events;
    expect(permissionsOf(hooked, 'WebhooksRole')).toEqual({
      WebhooksLogs: WRITE_LOG,
      table: ['dynamodb:GetItem', ...READ, ...READ_AND_WRITE, 'dynamodb:GetItem', 'dynamodb:PutItem'],
    });
    expect(keysOf(hooked, 'WebhooksRole')).toEqual([
      ['dynamodb:GetItem', ['SHAPE']],
      [READ, ['USER#*', 'GROUP#*', 'FEED', 'HISTORY#*']],
      [READ_AND_WRITE, ['WEBHOOK#*']],
      [['dynamodb:GetItem', 'dynamodb:PutItem'], ['WEBHOOKSECRET#*']],
    ]);
    const call = { WebhooksFunction: ['lambda:InvokeFunction'] };
    expect(permissionsOf(hooked, 'ChangesRole')).toMatchObject(call);
    expect(permissionsOf(hooked, 'PushScheduleRole')).toEqual(call);
    hooked.hasResourceProperties('AWS::Scheduler::Schedule', { ScheduleExpression: 'rate(5 minutes)' });
    expect(JSON.stringify(hooked.toJSON())).not.toContain('LOOPBACK');
    events.resourceCountIs('AWS::Scheduler::Schedule', 0);
  });

  test('what an operator asks for may read the whole table, to check it', () => {
    expect(permissionsOf(jobs, 'OperatorRole')).toEqual({
      OperatorLogs: WRITE_LOG,
      table: ['dynamodb:GetItem', ...READ, ...READ_AND_WRITE, ...FORGET, 'dynamodb:Scan'],
      'table/index/listing': ['dynamodb:Query'],
      'table/index/due': ['dynamodb:Query'],
    });
    expect(keysOf(jobs, 'OperatorRole')).toEqual([
      ['dynamodb:GetItem', ['HEARTBEAT', 'SECRET#journal']],
      [READ, ['FEED', 'HISTORY#*', 'LOSS', 'TRAFFIC', 'ENDING']],
      [READ_AND_WRITE, [...RESOURCES, 'NESTING', 'HOLD', 'KEPT#*', 'SEARCH#*', 'IMAGE#*']],
      [FORGET, ['JOURNAL#*']],
      ['dynamodb:Scan', undefined],
    ]);
  });

  test('the watchdog lists, counts dead letters, and reads of the tables nothing but the heartbeat', () => {
    const fleet = fleetTemplate();
    const [own, ...more] = Object.values(permissionsOf(fleet, 'WatchdogRole'));
    expect(own).toEqual(WRITE_LOG);
    expect(more).toEqual([
      ['cloudformation:DescribeStacks', 'lambda:ListEventSourceMappings'],
      ['sqs:GetQueueAttributes'],
      ['dynamodb:GetItem'],
    ]);
    const roles = JSON.stringify(fleet.findResources('AWS::IAM::Role'));
    expect(roles).toContain('"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["HEARTBEAT"]}');
    expect(roles).toMatch(/:sqs:.*:scim-\*/);
  });

  test('the smoke test calls versions of the functions behind the API, tells CodeDeploy, and has no key of the table', () => {
    const { ReleaseSmokeLogs, ...others } = permissionsOf(api, 'ReleaseSmokeRole');
    expect(ReleaseSmokeLogs).toEqual(WRITE_LOG);
    const called = Object.entries(others).flatMap(([name, [action]]) =>
      action === 'lambda:InvokeFunction' ? [name] : [],
    );
    const behind = ['Authorizer', 'Directory', 'Export', 'Scim', 'Setup', 'Token'].map((name) => `${name}Function`);
    expect(called.toSorted()).toEqual(behind);
    const [told = '', ...more] = Object.keys(others).filter((name) => !behind.includes(name));
    expect(told).toMatch(/:deploymentgroup:",\{"Ref":"ReleaseApplication\w+"\},"\/live"/);
    expect(others[told]).toEqual(['codedeploy:PutLifecycleEventHookExecutionStatus']);
    expect([more, keysOf(api, 'ReleaseSmokeRole')]).toEqual([[], []]);
  });

  test('nobody of a tenant has a wildcard but for the versions of a function, a Scan but for the operator, or a policy of AWS', () => {
    for (const template of [data, api, jobs, events]) {
      template.resourceCountIs('AWS::IAM::Policy', 0);
      const roles = template.findResources('AWS::IAM::Role') as Record<string, { Properties: object }>;
      for (const [id, { Properties }] of Object.entries(roles)) {
        const whole = JSON.stringify(Properties);
        const versions = /\{"Fn::GetAtt":\["\w+Function\w+","Arn"\]\},":\*"/g;
        const text = id.startsWith('ReleaseSmokeRole') ? whole.replaceAll(versions, '') : whole;
        expect(text).not.toMatch(id.startsWith('OperatorRole') ? /"\*"|:\*"/ : /"\*"|:\*"|Scan/);
        expect(text).not.toContain('ManagedPolicyArns');
      }
    }
  });
});
