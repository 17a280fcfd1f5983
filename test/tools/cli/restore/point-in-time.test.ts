import { ResourceNotFoundException, TableAlreadyExistsException } from '@aws-sdk/client-dynamodb';
import { pointInTime } from '../../../../tools/cli/restore/point-in-time.ts';
import { setTable } from '../../../../tools/cli/restore/table-settings.ts';
import { fakeDynamoDb, type Asked } from './fake-dynamodb.ts';

const to = '2027-01-31T12:00:00.000Z';
const tables = { from: 'acme-Table', into: 'acme-Table-20270131T120000Z' };
const notThere = () => new ResourceNotFoundException({ message: 'not found', $metadata: {} });

/** Waits of no time at all, and what was told. */
function waiting() {
  const told: string[] = [];
  return { told, tell: (text: string) => void told.push(text), sleep: async () => {} };
}

/** A restore that takes so many looks at the table. */
function restoring(looks: number, { exists = false, lostAnswer = false } = {}) {
  let left = looks;
  let isThere = exists;
  return ({ operation }: Asked): object => {
    if (operation === 'RestoreTableToPointInTime') {
      isThere = true;
      if (lostAnswer) throw new TableAlreadyExistsException({ message: 'exists', $metadata: {} });
      return {};
    }
    if (!isThere) throw notThere();
    left -= 1;
    const status = left > 0 ? 'CREATING' : 'ACTIVE';
    return {
      Table: {
        TableStatus: status,
        RestoreSummary: { RestoreInProgress: left > -1 },
        GlobalSecondaryIndexes: [{ IndexStatus: status }],
      },
    };
  };
}

test('a restore is begun, and waited for until the table and its indexes can be used', async () => {
  const { client, asked } = fakeDynamoDb(restoring(5));
  const wait = waiting();
  await pointInTime(client, tables, wait).restoreTo(to);
  const input = { SourceTableName: tables.from, TargetTableName: tables.into, RestoreDateTime: new Date(to) };
  expect(asked).toEqual([{ operation: 'RestoreTableToPointInTime', input }]);
  expect(wait.told).toEqual([
    `DynamoDB restores ${tables.into} … 0 minutes`,
    `DynamoDB restores ${tables.into} … 1 minutes`,
  ]);
});

test('one that was begun before is only waited for, also where its answer was lost', async () => {
  const begun = fakeDynamoDb(restoring(3, { exists: true }));
  await pointInTime(begun.client, tables, waiting()).restoreTo(to);
  expect(begun.asked).toEqual([]);
  await pointInTime(fakeDynamoDb(restoring(2, { lostAnswer: true })).client, tables, waiting()).restoreTo(to);
});

/** A restored table, which takes what it is given. */
function restored() {
  const table: Record<string, unknown> = {
    TableStatus: 'ACTIVE',
    TableArn: 'arn:aws:dynamodb:eu-central-1:123456789012:table/x',
    GlobalSecondaryIndexes: [
      { IndexName: 'listing', IndexStatus: 'ACTIVE' },
      { IndexName: 'due', IndexStatus: 'ACTIVE' },
    ],
  };
  let [expires, recovers] = [false, false];
  return ({ operation, input }: Asked): object => {
    switch (operation) {
      case 'DescribeTable':
        return { Table: table };
      case 'UpdateTable': {
        const { TableName: _, GlobalSecondaryIndexUpdates: updates, StreamSpecification: stream, ...rest } = input;
        Object.assign(table, rest, stream && { StreamSpecification: stream, LatestStreamArn: 'the stream' });
        if (Array.isArray(updates))
          table['GlobalSecondaryIndexes'] = updates.map((update: { Update: object }) => ({
            ...update.Update,
            IndexStatus: 'ACTIVE',
          }));
        return {};
      }
      case 'DescribeTimeToLive':
        return { TimeToLiveDescription: { TimeToLiveStatus: expires ? 'ENABLED' : 'DISABLED' } };
      case 'UpdateTimeToLive':
        expires = true;
        return {};
      case 'DescribeContinuousBackups': {
        const PointInTimeRecoveryStatus = recovers ? 'ENABLED' : 'DISABLED';
        return { ContinuousBackupsDescription: { PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus } } };
      }
      case 'UpdateContinuousBackups':
        recovers = true;
        return {};
      default:
        return {};
    }
  };
}

const tenant = { name: 'acme', tags: { 'cost-centre': '4711' }, capacity: { read: 12_000, write: 4000 } };

test('a restored table gets all that its own has, one after the other, and once', async () => {
  const { client, asked } = fakeDynamoDb(restored());
  expect(await setTable(client, 'x', tenant, waiting())).toBe('the stream');
  const most = { MaxReadRequestUnits: 12_000, MaxWriteRequestUnits: 4000 };
  const ofIndex = (IndexName: string) => ({ Update: { IndexName, OnDemandThroughput: most } });
  expect(asked.map(({ input: { TableName: _, ResourceArn: __, ...input } }) => input)).toEqual([
    { DeletionProtectionEnabled: true },
    { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } },
    { OnDemandThroughput: most, GlobalSecondaryIndexUpdates: [ofIndex('listing'), ofIndex('due')] },
    { TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true } },
    { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
    {
      Tags: [
        { Key: 'application', Value: 'serverless-scim' },
        { Key: 'tenant', Value: 'acme' },
        { Key: 'cost-centre', Value: '4711' },
      ],
    },
  ]);
  const before = asked.length;
  expect(await setTable(client, 'x', tenant, waiting())).toBe('the stream');
  expect(asked.slice(before).map(({ operation }) => operation)).toEqual(['TagResource']);
});
