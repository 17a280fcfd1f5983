import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import pMap from 'p-map';
import type { SetupContext } from '../lambdas/directory/setup/context.ts';
import { sampleUsers } from '../lambdas/directory/setup/sample.ts';
import { readFacts } from '../lambdas/doctor/health.ts';
import { DAY, MINUTE, SECOND } from '../lambdas/duration.ts';
import { createCursors } from '../lambdas/handlers/composition/cursors.ts';
import { answerSetup } from '../lambdas/http/setup/routes.ts';
import { searchValues } from '../lambdas/scim/query/search-values.ts';
import { profiles } from '../lambdas/scim/quirks/profiles.ts';
import { createCredentialUse } from '../lambdas/store/credentials/credential-use.ts';
import { createEndingReader } from '../lambdas/store/credentials/ending.ts';
import { createLinkCredentials } from '../lambdas/store/credentials/link-credentials.ts';
import { createSearchWriter } from '../lambdas/store/search/search.ts';
import { slices } from '../lambdas/store/table/batch.ts';
import { openTable } from '../lambdas/store/table/open-table.ts';
import { toResourceItem } from '../lambdas/store/table/resource-item.ts';
import { createFeedWriter } from '../lambdas/store/feed/append-feed.ts';
import { createFeedBackReader } from '../lambdas/store/feed/read-back.ts';
import { createJournalReader } from '../lambdas/store/traffic/read-journal.ts';
import { createJournalWriter } from '../lambdas/store/traffic/write-journal.ts';
import { createTrafficReader, createTrafficWriter } from '../lambdas/store/traffic/traffic.ts';
import { createFields } from '../lambdas/tenant/fields.ts';
import { groupType, userType } from '../lambdas/tenant/resource-types.ts';
import { createStore } from '../lambdas/handlers/composition/store.ts';
import { bucketOf } from '../lambdas/traffic/bucket.ts';
import { FUNCTIONS } from '../lib/functions.ts';
import { meter } from '../tools/dynamodb-local/meter.ts';
import { startDynamoDbLocal } from '../tools/dynamodb-local/start.ts';
import { benchTable, patientClient } from './bench-table.ts';
import { benchUser } from './load-users.ts';
import { createRow } from './row.ts';
import { writeAll } from './write-all.ts';

/**
 * What the questions of the setup page cost with so many people, each twentieth of whom is disabled,
 * and a month of traffic without a gap. What the function keeps for half a minute is read anew here.
 */
const { values } = parseArgs({ options: { people: { type: 'string', default: '100,10000,100000' } } });
const NOW = Date.parse('2027-02-01T00:00:00.000Z');
const TRAFFIC_DAYS = 30;
const WRITERS = 8;
/** Of them one is disabled. */
const LEAVING = 20;
/** Changes, and refusals. */
const HAPPENED = 2_000;

const dynamodb = await startDynamoDbLocal({ heapMb: 4096 });
const client = patientClient(dynamodb.endpoint);
const used = meter(client);
const { memory } = FUNCTIONS.setup;
const row = createRow(used, memory);
const now = (): string => new Date(NOW).toISOString();

/** Fills a table with people, what they are searched by, and traffic; answers the id of one of them. */
async function load(tableName: string, people: number): Promise<string> {
  const search = createSearchWriter(openTable({ client, tableName }));
  const users = Array.from({ length: people }, (_, number) => {
    const user = benchUser(number, randomUUID());
    const softDeletedAt = new Date(NOW - (number % 30) * DAY).toISOString();
    return number % LEAVING === 0
      ? { ...user, attributes: { ...user.attributes, active: false }, softDeletedAt }
      : user;
  });
  await pMap(
    slices(users, 25),
    async (batch) => {
      const requests = batch.map((user) => ({ PutRequest: { Item: toResourceItem(user, 'bench') } }));
      await writeAll(client, { [tableName]: requests });
      const entries = batch.flatMap(({ id, attributes }) =>
        searchValues(userType, attributes).map((value) => ({ type: 'User', id, value })),
      );
      await search.moveSearch(entries, []);
    },
    { concurrency: WRITERS },
  );
  const traffic = createTrafficWriter({ client, tableName });
  const moments = Array.from({ length: TRAFFIC_DAYS * 144 }, (_, at) => NOW - (at + 1) * 10 * MINUTE);
  await pMap(moments, (moment) => patiently(() => traffic.add(bucket(bucketOf(moment)))), { concurrency: WRITERS });
  const ids = users.map(({ id }) => id);
  await happen(tableName, ids);
  return ids[1] ?? '';
}

/** Changes of half an hour, and as many refusals, of which the journal holds a month. */
async function happen(tableName: string, ids: readonly string[]): Promise<void> {
  const table = { client, tableName };
  const times = Array.from({ length: HAPPENED }, (_, at) => new Date(NOW - (HAPPENED - at) * SECOND).toISOString());
  const entries = times.map((time, at) => {
    const id = ids[at % ids.length] ?? '';
    return { eventId: randomUUID(), event: 'user.updated', type: 'User', id, version: 2, time, changed: ['title'] };
  });
  const feed = createFeedWriter(table);
  for (const part of slices(entries, 100)) await feed.append(part, now());
  const journal = createJournalWriter(table);
  const refusal = { operation: 'create', type: 'User', status: 400, scimType: 'invalidValue' } as const;
  await pMap(
    times,
    (at, number) => {
      const name = `user.${number}@example.com`;
      const found = { ...refusal, at, whom: { name }, requestId: randomUUID(), attributes: ['title'] };
      return patiently(() => journal.addRefusal({ refusal: found, names: [name] }));
    },
    { concurrency: WRITERS },
  );
}

/** The writer gives up after half a second, since a request waits for it; here is time. */
async function patiently(write: () => Promise<void>): Promise<void> {
  const isWritten = await write().then(
    () => true,
    () => false,
  );
  if (!isWritten) await patiently(write);
}

/** Ten minutes in which something of every kind came. */
function bucket(start: string) {
  const kinds = ['userQuery', 'userCreate', 'userPatch', 'userDisable', 'groupQuery', 'groupMembers'] as const;
  const counters = kinds.flatMap((kind) => [
    { kind, status: 200, reason: '-', count: 40, last: start },
    { kind, status: 400, reason: 'invalidValue', count: 2, last: start },
  ]);
  const times = Object.fromEntries(kinds.map((kind) => [kind, { first: start, last: start }]));
  return { start, counters, times, marks: { patch: [], conflict: [], missing: [] }, leftOut: {} };
}

for (const people of values.people.split(',').map(Number)) {
  const tableName = await benchTable(client);
  const id = await load(tableName, people);
  const table = { client, tableName };
  const store = createStore(table);
  const types = [userType, groupType];
  const fields = createFields({ type: userType, profile: profiles.entra }, { bioUrl: 'timezone' });
  const context: SetupContext = {
    tenant: { name: 'bench', profile: 'entra', federation: null },
    store,
    traffic: createTrafficReader(table),
    credentials: createCredentialUse(table),
    made: createLinkCredentials(table),
    cursors: createCursors(table),
    types,
    fields,
    retention: { days: 30, deactivated: 'purge' },
    sample: () => sampleUsers({ store, types, fields }),
    facts: () => readFacts({ store, credentials: createEndingReader(table), now }),
    now,
    lookBack: createFeedBackReader(table),
    journal: createJournalReader(table),
  };
  const link = { keyId: 'bench', may: { tokens: true, people: true } };
  const ask = (route: string, parameters: Readonly<Record<string, string>> = {}, of = '') =>
    row(
      [route, ...Object.entries(parameters).map(([name, value]) => `${name}=${value.slice(0, 16)}`)].join(' '),
      () => Promise.resolve(),
      async () => {
        const request = { route, method: 'GET', id: of, body: '', parameters, link, mountUrl: 'https://x.example' };
        const { status, body } = await answerSetup(context, request);
        const text = typeof body === 'string' ? body : JSON.stringify(body ?? '');
        return `${status}, ${(text.length / 1024).toFixed(0)} KB`;
      },
    );

  console.log(`\n${people} people                                s at ${memory} MB  trips     WRU     RRU  answer`);
  await ask('/overview');
  for (const days of ['1', '7', '30']) await ask('/health', { days });
  await ask('/fields');
  await ask('/people', { search: 'us' });
  await ask('/people', { search: 'number 77' });
  await ask('/people', { externalId: 'external-77' });
  await ask('/people', { id });
  await ask('/people', { leaving: 'true' });
  await ask('/people/{id}', {}, id);
  await ask('/activity');
  await ask('/activity', { result: 'refused' });
  await ask('/activity', { kind: 'delete' });
  await ask('/activity', { person: 'user.7@example.com' });
}
await dynamodb.stop();
