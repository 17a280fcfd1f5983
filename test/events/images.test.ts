import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { keepImages } from '../../lambdas/events/images.ts';
import { readChange } from '../../lambdas/events/stream-record.ts';
import type { StoredResource } from '../../lambdas/life/stored-resource.ts';
import { createImageReader } from '../../lambdas/store/images/read-images.ts';
import { createImageWriter } from '../../lambdas/store/images/write-images.ts';
import { openTable } from '../../lambdas/store/table/open-table.ts';
import { toResourceItem } from '../../lambdas/store/table/resource-item.ts';
import { tenantResourceTypes } from '../../lambdas/tenant/resource-types.ts';
import { openStore, user, type StoreTest } from '../support/store.ts';

/** What is written down of the stream, so that it can be put back. */

let opened: StoreTest;
beforeAll(async () => {
  opened = await openStore();
});
afterAll(() => opened.drop());

const FULL = { userName: 'anna@example.com', displayName: 'Anna', title: 'x', nickName: 'a', active: true };
const moment = (hour: number, minute = 0): string => new Date(Date.UTC(2027, 0, 1, hour, minute)).toISOString();

type RecordImage = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;
const imageOf = (resource: StoredResource) =>
  marshall(toResourceItem(resource, 'w'), { removeUndefinedValues: true }) as RecordImage;
const record = (before: StoredResource | undefined, after: StoredResource | undefined): DynamoDBRecord => ({
  dynamodb: {
    ApproximateCreationDateTime: Date.parse(moment(23)) / 1_000,
    ...(before && { OldImage: imageOf(before) }),
    ...(after && { NewImage: imageOf(after) }),
  },
});

/** The versions of a user, each a change of the one before; the first is created. */
function history(...changes: Partial<StoredResource>[]): { id: string; records: DynamoDBRecord[] } {
  const first = user(FULL, { created: moment(0), lastModified: moment(0) });
  const versions = [first];
  for (const change of changes) {
    const last = versions.at(-1)!;
    versions.push({ ...last, version: last.version + 1, ...change });
  }
  return { id: first.id, records: versions.map((version, at) => record(versions[at - 1], version)) };
}

const table = () => openTable({ client: opened.client, tableName: opened.tableName });
const keep = (records: readonly DynamoDBRecord[]) =>
  keepImages({ images: createImageWriter(table()), types: tenantResourceTypes([]), days: 30 })(
    records.flatMap((each) => {
      const change = readChange(each);
      return change ? [{ change }] : [];
    }),
    moment(23),
  );
const imagesOf = async (id: string, from = '0') =>
  (await createImageReader(table()).imagesOf(id, from)).map(({ at, by, before }) => ({
    at,
    by,
    title: before.attributes['title'],
    version: before.version,
  }));
const lossesOf = async (id: string) =>
  (await createImageReader(table()).listLosses('0')).filter((loss) => loss.id === id).map(({ at }) => at);
const titled = (title: string, at: string, by = 'entra'): Partial<StoredResource> => ({
  attributes: { ...FULL, title },
  lastModified: at,
  by,
});

test('the state before the first change of each hour, and who changed it then', async () => {
  const { id, records } = history(
    titled('1', moment(8, 5)),
    titled('2', moment(8, 30), 'thief'),
    titled('3', moment(9), 'thief'),
  );
  await keep(records);
  const first = { at: moment(8, 5), by: 'entra', title: 'x', version: 1 };
  const second = { at: moment(9), by: 'thief', title: '2', version: 3 };
  expect(await imagesOf(id)).toEqual([first, second]);
  expect(await imagesOf(id, moment(8, 6))).toEqual([second]);
});

test('is the same however often a record comes, and whatever comes in between', async () => {
  const { id, records } = history(titled('1', moment(8, 5)), titled('2', moment(8, 6)), titled('3', moment(10)));
  await keep(records.slice(0, 3));
  await keep(records.slice(0, 2));
  await keep(records.slice(1));
  expect((await imagesOf(id)).map(({ version }) => version)).toEqual([1, 3]);
});

test('a loss has an image of its own behind another change of its hour', async () => {
  const wiped = { attributes: { userName: FULL.userName, active: true }, lastModified: moment(8, 30), by: 'thief' };
  const { id, records } = history(titled('1', moment(8, 5)), wiped);
  await keep(records);
  expect((await imagesOf(id, moment(8, 10))).map(({ title, by }) => [title, by])).toEqual([['1', 'thief']]);
  expect(await lossesOf(id)).toEqual([moment(8, 30)]);
});

test('a DELETE has one, and the guard finds it without', async () => {
  const gone = { softDeletedAt: moment(8, 30), deletedAt: moment(8, 30), lastModified: moment(8, 30) };
  const { id, records } = history(titled('1', moment(8, 5)), gone);
  await keep(records);
  expect(await imagesOf(id, moment(8, 10))).toMatchObject([{ title: '1' }]);
  expect(await lossesOf(id)).toEqual([]);
});

test('a group that is removed is a loss, and its last state is kept', async () => {
  const group: StoredResource = { ...user({ displayName: 'g' }), type: 'Group', by: 'entra' };
  await keep([record(group, undefined)]);
  expect(await imagesOf(group.id)).toMatchObject([{ at: moment(23), version: group.version }]);
  expect(await lossesOf(group.id)).toEqual([moment(23)]);
});

test('where only members change there is nothing to keep', async () => {
  const group: StoredResource = { ...user({ displayName: 'g' }), type: 'Group' };
  await keep([record(group, { ...group, version: group.version + 1 })]);
  expect(await imagesOf(group.id)).toEqual([]);
});

test('all of it goes with the erasure, and nothing of it comes after', async () => {
  const erased = { attributes: {}, deletedAt: moment(10), erasedAt: moment(10), lastModified: moment(10) };
  const { id, records } = history(titled('1', moment(8)), titled('2', moment(9)), erased);
  await keep(records.slice(0, 2));
  expect(await imagesOf(id)).toHaveLength(1);
  await keep(records.slice(2));
  await keep(records);
  expect(await imagesOf(id)).toEqual([]);
  expect(JSON.stringify(await opened.items())).not.toContain(id);
});

test('it ends by itself after the retention', async () => {
  const { id, records } = history(titled('1', moment(8)));
  await keep(records);
  const items = (await opened.items()) as { pk: string; ttl?: number }[];
  const ends = items.filter(({ pk }) => pk === `IMAGE#${id}`).map(({ ttl }) => ttl);
  expect(ends).toEqual([Date.parse(moment(8)) / 1_000 + 30 * 86_400]);
});
