import { createTrafficStore } from '../support/traffic.ts';
import type { TrafficStore } from '../support/traffic.ts';
import type { Bucket } from '../../lambdas/traffic/bucket.ts';
import { TRAFFIC_KINDS, type Seen, type TrafficKind } from '../../lambdas/traffic/kinds.ts';
import { createRecorder, type Recorder } from '../../lambdas/traffic/record.ts';
import { meter, type Meter } from '../../tools/dynamodb-local/meter.ts';
import { openStore, type StoreTest } from '../support/store.ts';

const START = Date.parse('2026-11-02T08:00:00.000Z');
const MINUTE = 60_000;

let opened: StoreTest;
let traffic: TrafficStore;
let used: Meter;
let now: number;
let errors: unknown[];
let timers: (() => void)[];
let recorder: Recorder;
beforeEach(async () => {
  opened = await openStore({ deadline: 50 });
  const table = { client: opened.client, tableName: opened.tableName };
  traffic = createTrafficStore(table);
  used = meter(opened.client);
  [now, errors, timers] = [START, [], []];
  recorder = startFunction();
});
afterEach(() => opened.drop());

/** A running function. */
const startFunction = (add: (bucket: Bucket) => Promise<void> = (bucket) => traffic.add(bucket)): Recorder =>
  createRecorder({
    tenant: 'test',
    add,
    now: () => now,
    onError: (error) => errors.push(error),
    later: (run) => timers.push(run),
  });
const NONE: Bucket['marks'] = { patch: [], conflict: [], missing: [] };
const seen = (kind: TrafficKind, status = 200, more: Partial<Seen> = {}): Seen => ({
  kind,
  status,
  reason: '-',
  ...more,
});
const buckets = (): Promise<Bucket[]> => traffic.since(' ', 100);
const counts = async (): Promise<Record<string, number>> =>
  Object.fromEntries(
    (await buckets()).flatMap(({ counters }) =>
      counters.map(({ kind, status, reason, count }) => [`${kind} ${status} ${reason}`, count]),
    ),
  );

it('writes the first of a kind and status at once, and nothing for those that follow', async () => {
  await recorder.observe(seen('userRead'));
  expect([used.requests, await counts()]).toEqual([1, { 'userRead 200 -': 1 }]);
  used.reset();
  for (let index = 0; index < 50; index += 1) await recorder.observe(seen('userRead'));
  expect(used.requests).toBe(0);
  await recorder.observe(seen('userRead', 404));
  expect(await counts()).toEqual({ 'userRead 200 -': 51, 'userRead 404 -': 1 });
  expect(used.wru).toBe(1);
});

it('writes what has gathered when a minute has passed', async () => {
  await recorder.observe(seen('probe'));
  now += MINUTE - 1;
  await recorder.observe(seen('probe'));
  expect(await counts()).toEqual({ 'probe 200 -': 1 });
  now += 1;
  await recorder.observe(seen('probe'));
  expect(await counts()).toEqual({ 'probe 200 -': 3 });
});

it('sets one timer for the rest, which writes it when nobody comes any more', async () => {
  await recorder.observe(seen('probe'));
  await recorder.observe(seen('probe'));
  await recorder.observe(seen('probe'));
  expect(timers).toHaveLength(1);
  now += MINUTE;
  timers[0]?.();
  await recorder.flush();
  for (let tries = 0; (await counts())['probe 200 -'] !== 3 && tries < 100; tries += 1) await traffic.since(' ', 1);
  expect(await counts()).toEqual({ 'probe 200 -': 3 });
});

it('has ten writes saved up, and one more a minute, however many new kinds come', async () => {
  for (let status = 400; status < 450; status += 1) await recorder.observe(seen('userRead', status));
  expect(used.requests).toBe(10);
  used.reset();
  for (let minute = 0; minute < 5; minute += 1) {
    now += MINUTE;
    for (let status = 450; status < 470; status += 1) await recorder.observe(seen('userRead', status + minute * 20));
  }
  expect(used.requests).toBe(5);
  await recorder.flush();
  expect(Object.values(await counts()).reduce((sum, count) => sum + count, 0)).toBe(150);
});

it('adds up what two functions write at the same time, marks and times included', async () => {
  const other = startFunction();
  const mark = (text: string) => ({ name: 'patch', text }) as const;
  await Promise.all([
    recorder.observe(seen('userPatch', 200, { mark: mark('a') })),
    other.observe(seen('userPatch', 200, { mark: mark('b') })),
  ]);
  now += 5 * MINUTE;
  await Promise.all([
    ...Array.from({ length: 20 }, () => recorder.observe(seen('userPatch', 200, { mark: mark('a') }))),
    ...Array.from({ length: 30 }, () => other.observe(seen('userPatch', 200, { mark: mark('a') }))),
  ]);
  await Promise.all([recorder.flush(), other.flush()]);
  const [bucket, ...more] = await buckets();
  expect(more).toEqual([]);
  expect(bucket).toMatchObject({
    start: '2026-11-02T08:00:00.000Z',
    counters: [{ kind: 'userPatch', status: 200, reason: '-', count: 52 }],
    times: { userPatch: { first: '2026-11-02T08:00:00.000Z', last: '2026-11-02T08:05:00.000Z' } },
  });
  expect(bucket?.marks.patch).toHaveLength(2);
});

it('keeps for each way in which a kind fails when it came last, also after a write that failed', async () => {
  let isDown = false;
  recorder = startFunction(async (bucket) => {
    if (isDown) throw new Error('down');
    await traffic.add(bucket);
  });
  const at = async (minute: number, reason: string) => {
    now = START + minute * MINUTE;
    await recorder.observe(seen('refused', 401, { reason }));
  };
  await at(0, 'bearer unknown');
  await at(1, 'bearer expired');
  isDown = true;
  await at(2, 'bearer unknown');
  await at(3, 'entra-token turned-off');
  isDown = false;
  await at(5, 'bearer expired');
  await recorder.flush();
  const [bucket] = await buckets();
  expect(
    Object.fromEntries((bucket?.counters ?? []).map((each) => [each.reason, [each.count, each.last.slice(14, 16)]])),
  ).toEqual({
    'bearer unknown': [2, '02'],
    'bearer expired': [2, '05'],
    'entra-token turned-off': [1, '03'],
  });
});

it('begins a bucket every ten minutes, which is kept for 60 days, and lists the newest', async () => {
  for (const minutes of [0, 9, 10, 25]) {
    now = START + minutes * MINUTE;
    await recorder.observe(seen('probe'));
  }
  expect((await buckets()).map(({ start, counters }) => [start.slice(11, 16), counters[0]?.count])).toEqual([
    ['08:00', 2],
    ['08:10', 1],
    ['08:20', 1],
  ]);
  expect((await traffic.since('2026-11-02T08:10', 100)).length).toBe(2);
  expect((await traffic.since(' ', 1)).map(({ start }) => start.slice(11, 16))).toEqual(['08:20']);
  const [item] = await opened.items();
  expect(item?.['ttl']).toBe(Date.parse(item?.['sk'] as string) / 1000 + 60 * 86_400);
});

it('keeps what could not be written, and says so without failing the request', async () => {
  let isDown = true;
  recorder = startFunction(async (bucket) => {
    if (isDown) throw new Error('down');
    await traffic.add(bucket);
  });
  await recorder.observe(seen('userRead'));
  await recorder.observe(seen('userRead'));
  expect([errors.length, await counts()]).toEqual([1, {}]);
  isDown = false;
  now += MINUTE;
  await recorder.observe(seen('userRead'));
  expect(await counts()).toEqual({ 'userRead 200 -': 3 });
});

it('bounds what a client can make it keep', async () => {
  const long = Array.from({ length: 300 }, (_, index) =>
    seen('userQuery', 400, { reason: `attribute:a${index}`, mark: { name: 'missing', text: String(index) } }),
  );
  await recorder.observe(seen('userQuery', 400));
  for (const each of long) await recorder.observe(each);
  await recorder.flush();
  const [bucket] = await buckets();
  expect(bucket?.counters.length).toBeLessThanOrEqual(102);
  expect(bucket?.counters.find(({ reason }) => reason === 'others')?.count).toBe(200);
  expect(bucket?.marks.missing).toHaveLength(50);
  expect(bucket?.marks.missing[0]).toMatch(/^[0-9a-f]{12}$/);
});

it('writes the first failure at once, also when everything that went well has used the writes up', async () => {
  const kinds = Object.keys(TRAFFIC_KINDS) as TrafficKind[];
  for (const kind of kinds) await recorder.observe({ kind, status: 200, reason: '-' });
  const before = await counts();
  expect(Object.keys(before)).toHaveLength(10);
  await recorder.observe({ kind: 'unknownRoute', status: 404, reason: '-' });
  expect(await counts()).toMatchObject({ 'unknownRoute 404 -': 1 });
});

test('what was sent and is not stored adds up by name, also after a write that failed, and strangers cannot make it large', async () => {
  let failures = 1;
  const failing = startFunction(async (bucket) => {
    if (failures-- > 0) throw new Error('busy');
    await traffic.add(bucket);
  });
  await failing.observe(seen('userCreate', 201, { leftOut: ['shoeSize', 'urn:x:y'] }));
  expect(errors).toHaveLength(1);
  await failing.observe(seen('userPatch', 200, { leftOut: ['shoeSize'] }));
  await recorder.observe(seen('userPatch', 200, { leftOut: ['shoeSize'] }));
  await Promise.all([failing.flush(), recorder.flush()]);
  expect((await buckets()).map(({ leftOut }) => leftOut)).toEqual([{ shoeSize: 3, 'urn:x:y': 1 }]);

  const names = Array.from({ length: 100 }, (_, index) => `invented${index}`);
  await recorder.observe(seen('userPatch', 200, { leftOut: names }));
  await recorder.flush();
  expect(Object.keys((await buckets())[0]?.leftOut ?? {})).toHaveLength(2 + 30);
});

test('an item stays small, however many names and marks are made up, and still counts', async () => {
  const texts = (from: string, count: number) => Array.from({ length: count }, (_, index) => `${from}${index}`);
  const start = new Date(START).toISOString();
  for (let write = 0; write < 15; write += 1) {
    const marks = texts(`${write}mark`, 50);
    await traffic.add({
      start,
      counters: [{ kind: 'userCreate', status: 201, reason: '-', count: 1, last: start }],
      times: {},
      marks: { patch: marks, conflict: marks, missing: marks },
      leftOut: Object.fromEntries(texts(`${'n'.repeat(90)}${write}x`, 30).map((name) => [name, 1])),
    });
  }
  const [bucket] = await buckets();
  expect(bucket?.counters).toEqual([{ kind: 'userCreate', status: 201, reason: '-', count: 15, last: start }]);
  expect(Object.keys(bucket?.leftOut ?? {}).length).toBeLessThan(130);
  expect(bucket?.marks.missing.length).toBeLessThan(250);
  used.reset();
  const counters = [{ kind: 'userRead', status: 200, reason: '-', count: 1, last: start } as const];
  await traffic.add({ start, counters, times: {}, marks: NONE, leftOut: {} });
  expect(used.wru).toBeLessThan(50);
});
