import { makeSecrets } from '../../lambdas/store/credentials/secrets.ts';
import { createJournalEraser } from '../../lambdas/store/traffic/forget-refusals.ts';
import { createJournalReader } from '../../lambdas/store/traffic/read-journal.ts';
import { createJournalWriter } from '../../lambdas/store/traffic/write-journal.ts';
import type { JournalEntry } from '../../lambdas/store/ports/journal.ts';
import { openTable } from '../../lambdas/store/table/open-table.ts';
import type { FoundRefusal, Refusal } from '../../lambdas/traffic/refusal.ts';
import { meter, type Meter } from '../../tools/dynamodb-local/meter.ts';
import { itemsOf } from '../support/items.ts';
import { createTestTable, emptyTable, type TestTable } from '../support/table.ts';

let table: TestTable;
let used: Meter;
beforeAll(async () => {
  table = await createTestTable();
  used = meter(table.documentClient);
});
beforeEach(() => makeSecrets(access()));
afterEach(() => emptyTable(table));
afterAll(() => table.drop());

const access = () => ({ client: table.documentClient, tableName: table.tableName });
const parts = () => ({
  writer: createJournalWriter(access()),
  reader: createJournalReader(access()),
  eraser: createJournalEraser(openTable(access())),
});
const at = (minute: number): string => `2026-11-27T08:${String(minute).padStart(2, '0')}:00.000Z`;
const ALL = { from: at(0), limit: 10 };

const refused = (minute: number, names: readonly string[], more: Partial<Refusal> = {}): FoundRefusal => ({
  refusal: {
    at: at(minute),
    operation: 'create',
    type: 'User',
    status: 409,
    scimType: 'uniqueness',
    attributes: ['userName'],
    whom: { name: names[0] ?? '', externalId: '8f14e45f-ceea-467f-9a1c-100000000000' },
    requestId: '4f1c2d3e-4f50-6172-8394-a5b6c7d8e9fa',
    clientRequestId: 'c0ffee12-4f50-6172-8394-a5b6c7d8e9fa',
    by: '1234567890123456',
    ...more,
  },
  names,
});
const times = (entries: readonly JournalEntry[]) =>
  entries.map((entry) => ('refusal' in entry ? entry.refusal.at : entry.at).slice(14, 16));

async function spent(work: () => Promise<unknown>) {
  used.reset();
  await work();
  const { trips, wru, rru } = used;
  return { trips, wru, rru };
}

test('a refusal is found in the order of time, and by each name, however it is spelled', async () => {
  const { writer, reader } = parts();
  const first = refused(1, ['anna@example.com', 'e-1!', 'ANNA@example.com']);
  await writer.addRefusal(first);
  await writer.addRefusal(refused(2, ['bert@example.com', 'b-1']));
  await writer.addLeftOut('2026-11-27T08:02:31.512Z', 3);
  await writer.addLeftOut('2026-11-27T08:02:59.000Z', 4);
  const { entries, more } = await reader.journal(ALL);
  expect(times(entries)).toEqual(['02', '02', '01']);
  expect(entries.find((entry) => 'leftOut' in entry)).toMatchObject({ at: at(2), leftOut: 7 });
  expect(more).toBe(false);
  for (const name of ['Anna@Example.com', 'E-1!']) {
    const found = await reader.journalOf([name], ALL);
    expect(found).toEqual({ entries: [{ place: expect.any(String), refusal: first.refusal }], more: false });
  }
  expect((await reader.journalOf(['nobody'], ALL)).entries).toEqual([]);
});

test('pages of what several names have are without gaps and repetitions', async () => {
  const { writer, reader } = parts();
  for (let minute = 1; minute <= 9; minute += 1)
    await writer.addRefusal(refused(minute, minute % 3 === 0 ? ['a', 'b'] : minute % 2 === 0 ? ['a'] : ['b']));
  const seen: string[] = [];
  let before: string | undefined;
  for (let more = true; more;) {
    const page = await reader.journalOf(['a', 'b'], { from: at(2), before, limit: 2 });
    seen.push(...times(page.entries));
    before = page.entries.at(-1)?.place;
    ({ more } = page);
  }
  expect(seen).toEqual(['09', '08', '07', '06', '05', '04', '03', '02']);
});

test('no name is in a key, and what is older than asked for is not there', async () => {
  const { writer, reader } = parts();
  await writer.addRefusal(refused(1, ['anna@example.com', 'e-1!']));
  const keys = (await itemsOf(table)).map(({ pk, sk }) => `${pk} ${sk}`).join('\n');
  expect(keys).not.toMatch(/anna|e-1!/);
  expect((await reader.journal({ ...ALL, from: at(2) })).entries).toEqual([]);
  expect((await itemsOf(table)).map(({ ttl }) => ttl)).toEqual(
    expect.arrayContaining([Date.parse('2026-12-27T08:01:00.000Z') / 1_000]),
  );
});

test('an erasure leaves nothing of whom it is about, by whichever name it was written, and that it took place', async () => {
  const { writer, reader, eraser } = parts();
  await writer.addRefusal(refused(1, ['anna@example.com', 'e-1!']));
  await writer.addRefusal(refused(2, ['earlier@example.com', 'e-1!']));
  await writer.addRefusal(refused(3, ['4f1c'], { whom: { id: '4f1c' } }));
  await writer.addRefusal(refused(4, ['bert@example.com', 'b-1']));
  await eraser.forgetRefusals({ id: '4f1c', names: ['anna@example.com', 'e-1!'], at: at(5) });
  expect(times((await reader.journal(ALL)).entries)).toEqual(['04']);
  expect((await reader.journalOf(['anna@example.com', 'e-1!', '4f1c', 'earlier@example.com'], ALL)).entries).toEqual(
    [],
  );
  expect(JSON.stringify(await itemsOf(table))).not.toMatch(/anna|earlier|e-1!|4f1c"/);
  expect(await reader.erasedAt('ANNA@example.com', at(0))).toBe(at(5));
  expect(await reader.erasedAt('anna@example.com', at(6))).toBeUndefined();
  expect(await reader.erasedAt('bert@example.com', at(0))).toBeUndefined();
});

test('where no key is made nothing was written, and an erasure goes on', async () => {
  await emptyTable(table);
  const { writer, eraser } = parts();
  await expect(writer.addRefusal(refused(1, ['anna']))).rejects.toThrow('busy');
  await eraser.forgetRefusals({ id: '4f1c', names: ['anna'], at: at(5) });
  expect(await itemsOf(table)).toEqual([]);
});

test('what it costs', async () => {
  const { writer, reader, eraser } = parts();
  await Promise.all([writer.addRefusal(refused(1, ['x'])), reader.erasedAt('x', at(0))]);
  await eraser.forgetRefusals({ id: 'x', names: [], at: at(1) });
  // Twice 1 for itself and for each name.
  expect(await spent(() => writer.addRefusal(refused(2, ['anna', 'e-1!'])))).toEqual({ trips: 1, wru: 6, rru: 0 });
  expect(await spent(() => writer.addLeftOut(at(2), 1_000))).toEqual({ trips: 1, wru: 1, rru: 0 });
  expect(await spent(() => reader.journal(ALL))).toEqual({ trips: 1, wru: 0, rru: 0.5 });
  expect(await spent(() => reader.journalOf(['anna', 'e-1!', 'id'], ALL))).toEqual({ trips: 1, wru: 0, rru: 1.5 });
  expect(await spent(() => reader.erasedAt('anna', at(0)))).toEqual({ trips: 1, wru: 0, rru: 1 });
  const anna = { id: 'id', names: ['anna', 'e-1!'], at: at(3) };
  // The refusal thrice, and that it took place by two names.
  expect(await spent(() => eraser.forgetRefusals(anna))).toEqual({ trips: 3, wru: 5, rru: 3 });
  expect(await spent(() => eraser.forgetRefusals(anna))).toEqual({ trips: 2, wru: 2, rru: 3 });
});
