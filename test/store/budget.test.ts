import { UNITS } from '../../tools/cost/units.ts';
import { itemBytes, meter } from '../../tools/dynamodb-local/meter.ts';
import type { Meter } from '../../tools/dynamodb-local/meter.ts';
import { createImageWriter } from '../../lambdas/store/images/write-images.ts';
import { openTable } from '../../lambdas/store/table/open-table.ts';
import { createHistoryWriter } from '../../lambdas/store/feed/history.ts';
import { createFeed } from '../support/feed.ts';
import { changed, claimed, openStore, user } from '../support/store.ts';
import type { StoreTest } from '../support/store.ts';

/** A user of about 1.3 KB, with what Entra sends by default. */
const typicalAttributes = {
  userName: 'anna.lindqvist@example.com',
  externalId: 'anna.lindqvist',
  active: true,
  displayName: 'Anna Lindqvist',
  title: 'Head of Regional Customer Relations',
  preferredLanguage: 'sv-SE',
  nickName: 'Anna',
  userType: 'Member',
  timezone: 'Europe/Stockholm',
  profileUrl: 'https://intranet.example.com/people/anna.lindqvist',
  name: { givenName: 'Anna', familyName: 'Lindqvist', formatted: 'Anna Lindqvist' },
  emails: [{ type: 'work', value: 'anna.lindqvist@example.com', primary: true }],
  addresses: [
    {
      type: 'work',
      formatted: 'Storgatan 14, 111 23 Stockholm, Sweden',
      streetAddress: 'Storgatan 14',
      locality: 'Stockholm',
      region: 'Stockholms län',
      postalCode: '111 23',
      country: 'Sweden',
    },
  ],
  phoneNumbers: [
    { type: 'work', value: '+46 8 555 0100' },
    { type: 'mobile', value: '+46 70 555 0101' },
    { type: 'fax', value: '+46 8 555 0102' },
  ],
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': {
    employeeNumber: '100234',
    costCenter: '4100-CR-NE',
    organization: 'Example Nordic Holding AB (publ)',
    division: 'Customer Operations and Field Service',
    department: 'Customer Relations, Northern Europe',
    manager: { value: '0b1c2d3e-4f50-6172-8394-a5b6c7d8e9fa' },
  },
};

let test: StoreTest;
let used: Meter;
beforeAll(async () => {
  test = await openStore();
  used = meter(test.client);
});
afterAll(() => test.drop());

function typicalUser(number = 0) {
  const mail = `anna.${number}@example.com`;
  return claimed(user(typicalAttributes), mail, [
    { attribute: 'externalId', value: `anna.${number}` },
    { attribute: 'emails.value', value: mail },
  ]);
}

async function spent(work: () => Promise<unknown>) {
  used.reset();
  await work();
  const { trips, wru, rru } = used;
  return { trips, wru, rru };
}

const anna = typicalUser();
const claim = anna.index.claims[0]!;
const lookup = anna.index.lookups[0]!;

it('measures a user of 1.2 to 1.4 KB', async () => {
  await test.store.write(undefined, anna);
  const bytes = itemBytes((await test.items()).find(({ type }) => type === 'User'));

  expect(bytes).toBeGreaterThan(1200);
  expect(bytes).toBeLessThan(1400);
});

it('creates a user with one claim and two lookups in 1 trip for at most 13 WRU', async () => {
  const other = typicalUser(1);

  // Twice 2 for the user, twice 1 for the claim, both lookups and the counter, 1 for the listing.
  expect(await spent(() => test.store.write(undefined, other))).toEqual({ trips: 1, wru: 13, rru: 0 });
});

it('reads a user by id in 1 trip for 1 RRU', async () => {
  expect(await spent(() => test.store.get('User', anna.resource.id))).toEqual({ trips: 1, wru: 0, rru: 1 });
});

it('finds a user by a claim or a lookup in 2 trips for at most 2 RRU', async () => {
  const byClaim = await spent(async () => test.store.get('User', (await test.store.findByClaim('User', claim))!));
  const byLookup = await spent(async () => test.store.get('User', (await test.store.findByLookup('User', lookup))[0]!));

  expect(byClaim).toEqual({ trips: 2, wru: 0, rru: 2 });
  expect(byLookup).toEqual({ trips: 2, wru: 0, rru: 2 });
});

it('sees in 1 trip for at most 1 RRU that nobody has a value', async () => {
  const unknown = { attribute: 'userName', value: 'nobody' };

  expect(await spent(() => test.store.findByClaim('User', unknown))).toEqual({ trips: 1, wru: 0, rru: 1 });
  const { trips, rru } = await spent(() => test.store.findByLookup('User', unknown));
  expect(trips).toBe(1);
  expect(rru).toBeLessThanOrEqual(1);
});

it('changes a user without touching claims or lookups by one plain write of 2 WRU', async () => {
  const titled = changed(anna, { attributes: { ...typicalAttributes, title: 'Director' } });

  expect(await spent(() => test.store.write(anna, titled))).toEqual({ trips: 1, wru: 2, rru: 0 });
});

it('deactivates a user by one plain write, of which 1 WRU is for the due index', async () => {
  const berta = typicalUser(2);
  await test.store.write(undefined, berta);
  const softDeletedAt = '2026-11-01T08:00:00.000Z';
  const deactivated = changed(berta, { softDeletedAt, attributes: { ...typicalAttributes, active: false } });

  expect(await spent(() => test.store.write(berta, deactivated))).toEqual({ trips: 1, wru: 3, rru: 0 });
});

it('reports the units that a plain write consumed', async () => {
  const carla = typicalUser(3);
  await test.store.write(undefined, carla);

  expect(await test.store.write(carla, changed(carla, {}))).toEqual({ ok: true, writtenUnits: 2 });
});

describe('the feed', () => {
  const NOW = '2026-11-24T08:00:00.000Z';
  const feed = () => createFeed({ client: test.client, tableName: test.tableName });
  const tell = (version: number, now = NOW) => {
    const id = anna.resource.id;
    const changed = ['title', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department'];
    const eventId = `acme/User/${id}/${version}`;
    return feed().append(
      [{ eventId, event: 'user.updated', type: 'User', id, version, previousVersion: version - 1, time: now, changed }],
      now,
    );
  };
  const LONE = UNITS.feedEntry;

  it('begins by a transaction of 4 WRU', async () => {
    expect(await spent(() => tell(1))).toMatchObject({ trips: 2, wru: 4 });
  });

  it('takes 1 WRU and 1 RRU for a lone change, and 1 WRU more for every 32nd', async () => {
    for (let version = 2; version <= 32; version += 1) expect(await spent(() => tell(version))).toEqual(LONE);
    expect(await spent(() => tell(33))).toEqual({ trips: 3, wru: 2, rru: 1 });
    for (let version = 34; version <= 64; version += 1) expect(await spent(() => tell(version))).toEqual(LONE);
  });

  it('goes on after a month of silence by a transaction of 4 WRU', async () => {
    const later = '2026-12-25T08:00:00.000Z';
    expect(await spent(() => tell(65, later))).toEqual({ trips: 2, wru: 4, rru: 1 });
    expect(await spent(() => tell(66, later))).toEqual(LONE);
  });

  it('tells its end, and what follows a place, in 1 trip for 1 RRU each', async () => {
    expect(await spent(() => feed().head())).toEqual({ trips: 1, wru: 0, rru: 1 });
    expect(await spent(() => feed().read({ item: 1, offset: 0 }, 5))).toEqual({ trips: 1, wru: 0, rru: 1 });
  });
});

describe('what a user was like', () => {
  const writer = () => createImageWriter(openTable({ client: test.client, tableName: test.tableName }));
  const image = (at: string, isLoss = false) => ({ at, by: 'token', before: anna.resource, isLoss });

  it('takes the units of its size, 2 here, for each hour in which it changed, and as many for a loss behind another change', async () => {
    const images = writer();
    expect(await spent(() => images.keep([image('2026-11-24T08:05:00.000Z')], 30))).toEqual(UNITS.imageOfUser);
    expect(await spent(() => images.keep([image('2026-11-24T08:06:00.000Z')], 30))).toEqual({
      trips: 0,
      wru: 0,
      rru: 0,
    });
    expect(await spent(() => images.keep([image('2026-11-24T08:07:00.000Z', true)], 30))).toMatchObject({
      trips: 1,
      wru: 2,
    });
    expect(await spent(() => images.keep([image('2026-11-24T08:08:00.000Z', true)], 30))).toMatchObject({
      trips: 0,
      wru: 0,
    });
    expect(await spent(() => images.keep([image('2026-11-24T09:01:00.000Z', true)], 30))).toMatchObject({
      trips: 1,
      wru: 2,
    });
  });

  it('is tried once by another process, which does not know what is there', async () => {
    expect(await spent(() => writer().keep([image('2026-11-24T08:59:00.000Z')], 30))).toMatchObject({ trips: 1 });
  });
});

describe('the history of a user', () => {
  const entry = (version: number) => ({
    eventId: `acme/User/${anna.resource.id}/${version}`,
    event: 'user.updated',
    type: 'User',
    id: anna.resource.id,
    version,
    previousVersion: version - 1,
    time: '2026-11-24T08:00:00.000Z',
    changed: ['title', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department'],
    by: '1234567890123456',
    requestId: '4f1c2d3e-4f50-6172-8394-a5b6c7d8e9fa',
  });
  const entries = (first: number, count: number) => Array.from({ length: count }, (_, at) => entry(first + at));

  it('takes 1 WRU for each change, 100 of them in one trip, and reads the last 100 for 8 RRU', async () => {
    const history = createHistoryWriter({ client: test.client, tableName: test.tableName });
    const now = '2026-11-24T08:00:00.000Z';
    expect(await spent(() => history.add(entries(1, 1), now))).toEqual(UNITS.historyEntry);
    expect(await spent(() => history.add(entries(2, 100), now))).toEqual({ trips: 1, wru: 100, rru: 0 });
    const read = () => test.store.history('User', anna.resource.id, { limit: 100 });
    expect(await spent(read)).toEqual({ trips: 1, wru: 0, rru: 8 });
  });
});

it('reads a page of 100 users and their number in 2 trips for at most 60 RRU', async () => {
  const users = Array.from({ length: 120 }, (_, number) => typicalUser(100 + number));
  for (let i = 0; i < users.length; i += 20) {
    await Promise.all(users.slice(i, i + 20).map((one) => test.store.write(undefined, one)));
  }

  const { trips, wru, rru } = await spent(async () => {
    const [page, total] = await Promise.all([test.store.listIds('User', { limit: 100 }), test.store.count('User')]);
    expect(await test.store.getMany('User', page.ids)).toHaveLength(100);
    expect(total).toBe(124);
  });

  expect({ trips, wru }).toEqual({ trips: 2, wru: 0 });
  expect(rru).toBeLessThanOrEqual(60);
});
