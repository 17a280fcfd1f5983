import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { ALARMS } from '../../lib/fleet/alarms.ts';
import { fleetsOf } from '../../lib/fleet/fleets.ts';
import { QUERIES } from '../../lib/fleet/queries.ts';
import { readFleetSettings } from '../../lib/fleet/settings.ts';
import { TenantError } from '../../lib/tenants.ts';
import { fleetTemplate, newApp, newFleet, TENANT } from './synthesize.ts';

const fleet = fleetTemplate();

describe('the stack of the fleet', () => {
  test('has every alarm of the table, which tells the topic, and the same on a dashboard', () => {
    const alarms = Object.values(fleet.findResources('AWS::CloudWatch::Alarm')) as {
      Properties: { AlarmName: string };
    }[];
    expect(alarms.map(({ Properties }) => Properties.AlarmName).toSorted()).toEqual(
      ALARMS.map(({ id }) => `scim-${id}`).toSorted(),
    );
    const [dashboard] = Object.values(fleet.findResources('AWS::CloudWatch::Dashboard'));
    for (const { id, threshold, minutes, why } of ALARMS) {
      expect(JSON.stringify(dashboard)).toContain(`\\"title\\":\\"${id}\\"`);
      const row = {
        AlarmName: `scim-${id}`,
        Threshold: threshold,
        AlarmActions: [{ Ref: Match.stringLikeRegexp('^Alarms') }],
      };
      fleet.hasResourceProperties('AWS::CloudWatch::Alarm', {
        ...row,
        AlarmDescription: Match.stringLikeRegexp(why.slice(0, 20)),
        EvaluationPeriods: 1,
      });
      if (!['table-throttled', 'function-errors'].includes(id))
        fleet.hasResourceProperties('AWS::CloudWatch::Alarm', { ...row, Period: minutes * 60 });
    }
  });

  test('goes by the throttles and errors of all functions, less what the authorizer throws to refuse', () => {
    fleet.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/Lambda',
      MetricName: 'Throttles',
      Dimensions: Match.absent(),
      TreatMissingData: 'notBreaching',
    });
    const stat = (Namespace: string, MetricName: string) =>
      Match.objectLike({
        MetricStat: { Metric: { Namespace, MetricName, Dimensions: Match.absent() }, Period: 900, Stat: 'Sum' },
      });
    fleet.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'scim-function-errors',
      Metrics: [
        Match.objectLike({ Expression: 'all - FILL(less, 0)' }),
        stat('AWS/Lambda', 'Errors'),
        stat('serverless-scim', 'UnauthorizedThrown'),
      ],
    });
  });

  test('misses the watchdog when it does not run, and asks Metrics Insights about every table', () => {
    fleet.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'Invocations',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: Match.stringLikeRegexp('^WatchdogFunction') } }],
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
    fleet.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Metrics: [Match.objectLike({ Expression: Match.stringLikeRegexp('^SELECT SUM\\(ThrottledRequests\\)') })],
    });
  });

  test('lets the alarms and the budgets of the account publish, and nobody else, and only by TLS', () => {
    const [policy] = Object.values(fleet.findResources('AWS::SNS::TopicPolicy')) as {
      Properties: { PolicyDocument: { Statement: { Effect: string; Principal: unknown; Condition: unknown }[] } };
    }[];
    const ours = { StringEquals: { 'aws:SourceAccount': expect.anything() } };
    expect(
      policy?.Properties.PolicyDocument.Statement.map(({ Effect, Principal, Condition }) => [
        Effect,
        Principal,
        Condition,
      ]),
    ).toEqual([
      ['Deny', '*', { Bool: { 'aws:SecureTransport': 'false' } }],
      ['Allow', { Service: ['budgets.amazonaws.com', 'cloudwatch.amazonaws.com'] }, ours],
    ]);
    fleet.hasOutput('AlarmTopicArn', { Value: { Ref: Match.stringLikeRegexp('^Alarms') } });
  });

  test('tells the address of fleet.json and those of the tenant files, each once', () => {
    const tenants = ['a@x.example', 'b@x.example', undefined].map((alarmEmail, index) => ({
      ...TENANT,
      name: `t${index}`,
      ...(alarmEmail !== undefined && { alarmEmail }),
    }));
    const told = fleetTemplate({ alarmEmail: 'a@x.example' }, tenants).findResources('AWS::SNS::Subscription');
    expect(Object.values(told).map(({ Properties }) => (Properties as { Endpoint: string }).Endpoint)).toEqual([
      'a@x.example',
      'b@x.example',
    ]);
  });

  test('has the logging role of API Gateway, which stays when the stack goes', () => {
    fleet.hasResource('AWS::ApiGateway::Account', { DeletionPolicy: 'Retain' });
    fleet.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'apigateway.amazonaws.com' } }] },
    });
  });

  test('saves the queries, and a budget by tag only where fleet.json has one', () => {
    fleet.resourceCountIs('AWS::Logs::QueryDefinition', QUERIES.length);
    fleet.resourceCountIs('AWS::Budgets::Budget', 0);
    fleetTemplate({ monthlyBudgetUsd: 50 }).hasResourceProperties('AWS::Budgets::Budget', {
      Budget: {
        BudgetLimit: { Amount: 50, Unit: 'USD' },
        CostFilters: { TagKeyValue: ['user:application$serverless-scim'] },
        TimeUnit: 'MONTHLY',
      },
    });
  });

  test('is one for each account and Region that a tenant is in', () => {
    const there = { ...TENANT, name: 'globex', env: { account: '123456789012', region: 'eu-west-1' } };
    const stacks = newFleet(newApp(), {}, [TENANT, { ...TENANT, name: 'initech' }, there]);
    expect(stacks.map(({ artifactId, stackName }) => [artifactId, stackName])).toEqual([
      ['scim-fleet', 'scim-fleet'],
      ['scim-fleet-123456789012-eu-west-1', 'scim-fleet'],
    ]);
  });

  test('leaves no tenant its name', () => {
    expect(() => fleetsOf([{ ...TENANT, name: 'scim-fleet' }], {})).toThrow(TenantError);
  });
});

describe('fleet.json', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'fleet-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const read = (text: string) => {
    const file = path.join(folder, 'fleet.json');
    writeFileSync(file, text);
    return readFleetSettings(file);
  };

  test('may be left out, and may be empty', () => {
    expect(readFleetSettings(path.join(folder, 'fleet.json'))).toEqual({});
    expect(read('{}')).toEqual({});
    expect(read('{ "alarmEmail": "ops@example.com", "monthlyBudgetUsd": 50 }')).toEqual({
      alarmEmail: 'ops@example.com',
      monthlyBudgetUsd: 50,
    });
  });

  test.each([
    ['{', /fleet\.json: not valid JSON: /],
    ['{ "alarmEmail": "ops" }', /fleet\.json: alarmEmail: received "ops"; allowed: one e-mail address such as /],
    ['{ "monthlyBudgetUsd": 0 }', /monthlyBudgetUsd: received 0; allowed: a number from 1 to 1000000$/],
    ['{ "budget": 5 }', /unknown key "budget"; allowed: alarmEmail, monthlyBudgetUsd$/],
    ['{ "monthlyBudgetUsd": 5, "monthlyBudgetUsd": 6 }', /the key "monthlyBudgetUsd" stands in line 1 already/],
  ])('is told what is wrong with it: %s', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
