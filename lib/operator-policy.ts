import type { Stack } from 'aws-cdk-lib/core';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { INDEXES, PREFIXES } from '../lambdas/store/table/shape.ts';
import { TENANT_STACKS } from './tenant-stacks.ts';

/** Something that the command line does on AWS for one tenant, and to what. */
interface OperatorRight {
  readonly to: string;
  readonly actions: readonly string[];
  /** What it is limited to. `keys` are patterns of partition keys. */
  readonly on: 'stacks' | 'functions' | 'changes' | 'webhooks' | 'table' | 'listing' | 'stream' | 'queues' | 'logs';
  readonly keys?: readonly string[];
}

/**
 * Everything that `scim` calls on AWS for a tenant: docs/permissions.md shows it, and a test holds it
 * against the calls in tools/cli. What it does to stacks and tables themselves is apart.
 */
export const OPERATOR_RIGHTS: readonly OperatorRight[] = [
  {
    to: 'find what the stacks have made',
    actions: ['cloudformation:DescribeStacks', 'cloudformation:ListStackResources'],
    on: 'stacks',
  },
  { to: 'have the functions purge and operator do something', actions: ['lambda:InvokeFunction'], on: 'functions' },
  { to: 'have changes told again', actions: ['lambda:InvokeFunction'], on: 'changes' },
  { to: 'look after the webhooks', actions: ['lambda:InvokeFunction'], on: 'webhooks' },
  {
    to: 'make, change and end credentials and setup links',
    actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
    on: 'table',
    keys: [`${PREFIXES.credential}#*`],
  },
  {
    to: 'take back what was noted of a credential that ended',
    actions: ['dynamodb:BatchWriteItem'],
    on: 'table',
    keys: [PREFIXES.ending],
  },
  { to: 'list credentials', actions: ['dynamodb:Query'], on: 'listing' },
  {
    to: 'read again what could not be told',
    actions: ['dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
    on: 'stream',
  },
  {
    to: 'take dead letters from the queues of the stack events',
    actions: ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:ReceiveMessage'],
    on: 'queues',
  },
  { to: 'read logs', actions: ['logs:FilterLogEvents'], on: 'logs' },
];

/** What `scim tenant list` and `scim tenant remove` call besides: the rights of whoever deploys. */
export const DEPLOYER_ACTIONS = [
  'cloudformation:DeleteStack',
  'cloudformation:DescribeStackEvents',
  'cloudformation:UpdateTerminationProtection',
  'dynamodb:DeleteBackup',
  'dynamodb:DeleteTable',
  'dynamodb:DescribeContinuousBackups',
  'dynamodb:DescribeTable',
  'dynamodb:DescribeTimeToLive',
  'dynamodb:ListBackups',
  'dynamodb:ListTables',
  'dynamodb:RestoreTableToPointInTime',
  'dynamodb:TagResource',
  'dynamodb:UpdateContinuousBackups',
  'dynamodb:UpdateTable',
  'dynamodb:UpdateTimeToLive',
] as const;

interface OfTenant {
  readonly tenant: string;
  readonly table: Pick<ITableV2, 'tableArn' | 'tableStreamArn'>;
  readonly functions: readonly Pick<IFunction, 'functionArn'>[];
}

/** What the policy names by patterns: stacks have a random id, and what other stacks have made a random name. */
function patternsOf(tenant: string, at: Pick<Stack, 'partition' | 'region' | 'account'>) {
  const arn = (service: string, resource: string): string =>
    `arn:${at.partition}:${service}:${at.region}:${at.account}:${resource}`;
  return {
    stacks: TENANT_STACKS.map((part) => arn('cloudformation', `stack/scim-${tenant}-${part}/*`)),
    changes: [arn('lambda', 'function:scim-*-ChangesFunction*')],
    webhooks: [arn('lambda', 'function:scim-*-WebhooksFunction*')],
    queues: [arn('sqs', 'scim-*-DeadLetters*')],
    logs: [arn('logs', 'log-group:scim-*')],
  };
}

/** The same as cdk-nag shows them. */
export const operatorPatterns = (tenant: string): string[] =>
  Object.values(
    patternsOf(tenant, { partition: '<AWS::Partition>', region: '<AWS::Region>', account: '<AWS::AccountId>' }),
  ).flat();

/** Whose these are is said by the tag of the tenant. */
const BY_TAG = new Set<OperatorRight['on']>(['changes', 'webhooks', 'queues', 'logs']);

/** The rights of an operator of a tenant, for a policy in one of its stacks. */
export function operatorStatements(stack: Stack, { tenant, table, functions }: OfTenant): PolicyStatement[] {
  const resources: Readonly<Record<OperatorRight['on'], readonly string[]>> = {
    ...patternsOf(tenant, stack),
    functions: functions.map(({ functionArn }) => functionArn),
    table: [table.tableArn],
    listing: [`${table.tableArn}/index/${INDEXES.listing.name}`],
    stream: [table.tableStreamArn ?? ''],
  };
  return OPERATOR_RIGHTS.map(({ actions, on, keys }) => {
    const conditions = {
      ...(keys && { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } }),
      ...(BY_TAG.has(on) && { StringEquals: { 'aws:ResourceTag/tenant': tenant } }),
    };
    return new PolicyStatement({ actions: [...actions], resources: [...resources[on]], conditions });
  });
}
