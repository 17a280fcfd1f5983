import { createStore } from '../../lambdas/handlers/composition/store.ts';
import { createHardTable, type HardTable } from '../support/hard-table.ts';
import { changed, claimed, user } from '../support/store.ts';

/** Transactions that are refused for several reasons at once, on a DynamoDB that knows conflicts. */

let table: HardTable;
beforeEach(async () => {
  table = await createHardTable();
});
afterEach(() => table.drop());

const store = () => createStore({ client: table.documentClient, tableName: table.tableName });

test('who reads an old state of a user that somebody is at work on has to read again', async () => {
  const anna = claimed(user(), 'anna');
  await store().write(undefined, anna);
  const annika = claimed({ ...anna.resource, version: 2 }, 'annika');
  await store().write(anna, annika);
  // The name that she had is another's by now.
  await store().write(undefined, claimed(user(), 'anna'));
  const held = table.hard.hold({ operation: 'PutItem', key: `USER#${anna.resource.id}` });
  const titled = store().write(annika, changed(annika, { attributes: { title: 'Director' } }));
  await held.arrived;

  const late = await store().write(anna, claimed({ ...anna.resource, version: 2 }, 'anja'));

  held.release();
  expect(late).toEqual({ ok: false, reason: 'changed' });
  expect(await titled).toMatchObject({ ok: true });
});
