import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { writeErased } from '../../../../tools/cli/restore/erased-ids.ts';
import { planRestore, type RestoreRequest } from '../../../../tools/cli/restore/plan.ts';
import { fakeDynamoDb, type Asked } from './fake-dynamodb.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'restore-plan-'));
afterAll(() => rmSync(folder, { recursive: true }));
const erasedIds = path.join(folder, 'erased.txt');
const asOf = '2027-01-31T06:00:00.000Z';
writeErased(erasedIds, 'acme', { asOf, erased: [] });

const now = '2027-01-31T12:00:00.000Z';
const to = '2027-01-31T10:00:00.400Z';
const window = {
  EarliestRestorableDateTime: new Date('2027-01-01T00:00:00Z'),
  LatestRestorableDateTime: new Date('2027-01-31T11:55:00Z'),
};
const notFound = () => new ResourceNotFoundException({ message: 'no such table', $metadata: {} });

/** A DynamoDB with these tables, which were never restored. */
const withTables =
  (...tables: readonly string[]) =>
  ({ operation, input }: Asked): object => {
    if (!tables.includes(String(input['TableName']))) throw notFound();
    if (operation === 'DescribeTable')
      return { Table: { TableStatus: 'ACTIVE', TableArn: 'arn:aws:dynamodb:eu-central-1:123456789012:table/x' } };
    if (operation === 'DescribeContinuousBackups')
      return { ContinuousBackupsDescription: { PointInTimeRecoveryDescription: window } };
    return {};
  };

const plan = (used: string, tables: readonly string[], request: Partial<RestoreRequest> = {}) => {
  const { client, asked } = fakeDynamoDb(withTables(...tables));
  const target = { dynamodb: client, tableName: used, place: 'eu-central-1', now };
  return planRestore(target, { tenant: 'acme', to, ...request }).finally(() =>
    expect(asked.filter(({ operation }) => operation !== 'GetItem')).toEqual([]),
  );
};

test('a plan says where and what, in whole seconds, and changes nothing', async () => {
  expect(await plan('acme-Table', ['acme-Table'])).toEqual({
    to: '2027-01-31T10:00:00.000Z',
    from: 'acme-Table',
    into: 'acme-Table-20270131T100000Z',
    isThere: false,
    account: '123456789012',
    region: 'eu-central-1',
  });
});

test('the table of the same time is gone on with, and that of an earlier restore gives no name', async () => {
  const [used, into] = ['acme-Table-20270102T000000Z', 'acme-Table-20270131T100000Z'];
  expect(await plan(used, [used, into])).toMatchObject({ from: used, into, isThere: true });
});

test.each([
  ['a time that has not come', { to: '2027-02-01T00:00:00.000Z' }, 'is not in the past'],
  ['a time that is too early', { to: '2026-12-01T00:00:00.000Z' }, 'can be restored to 2027-01-01T00:00:00.000Z up to'],
  ['a table that is not there', { table: 'other' }, 'there is no table other'],
  ['the table itself', { table: 'acme-Table' }, 'name a copy of it with --table'],
])('%s is refused', async (_, request, words) => {
  await expect(plan('acme-Table', ['acme-Table'], request)).rejects.toThrow(words);
});

test('without the old table somebody has to say who was erased', async () => {
  const table = 'from-a-backup';
  await expect(plan('acme-Table', [table], { table })).rejects.toThrow(
    'cannot be read (ResourceNotFoundException: no such table), so that nobody knows who was erased since',
  );
  expect(await plan('acme-Table', [table], { table, erasedIds })).toMatchObject({
    into: table,
    lost: 'ResourceNotFoundException: no such table',
    erased: { asOf, erased: [] },
  });
});
