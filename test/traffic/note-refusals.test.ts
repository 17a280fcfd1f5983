import { noteRefusals } from '../../lambdas/traffic/note-refusals.ts';
import type { FoundRefusal } from '../../lambdas/traffic/refusal.ts';

const START = Date.parse('2026-11-27T08:00:00.000Z');
let now: number;
let written: string[];
let leftOut: [moment: string, count: number][];
let errors: unknown[];
beforeEach(() => {
  now = START;
  [written, leftOut, errors] = [[], [], []];
});

const refused = (...names: string[]): FoundRefusal => ({
  refusal: {
    at: new Date(now).toISOString(),
    operation: 'create',
    type: 'User',
    status: 409,
    attributes: [],
    whom: {},
    requestId: 'r',
  },
  names,
});

const createNote = (fail?: Error) =>
  noteRefusals({
    addRefusal: async ({ names }) => {
      if (fail) throw fail;
      written.push(names[0] ?? '');
    },
    addLeftOut: async (moment, count) => void leftOut.push([moment, count]),
    now: () => now,
    onError: (error) => errors.push(error),
  });

const total = (): number => leftOut.reduce((sum, [, count]) => sum + count, 0);

test('a storm of 25 refusals a second for an hour writes 20 a minute, and tells how many it left out', async () => {
  const note = createNote();
  for (let second = 0; second < 3_600; second += 1, now += 1_000)
    for (let each = 0; each < 25; each += 1) await note([refused(`u${second}-${each}`)]);
  await note([refused('last')]);
  expect(written).toHaveLength(20 * 60 + 1);
  expect(total()).toBe(60 * (25 * 60 - 20));
  // Of each minute 1, 3, 12, 48, 192, 768, and the rest when the next one begins.
  expect(leftOut).toHaveLength(60 * 7);
  expect(leftOut.filter(([moment]) => moment === '2026-11-27T08:00:00.000Z').map(([, count]) => count)).toEqual([
    1, 3, 12, 48, 192, 768, 456,
  ]);
});

test('the same person is written down ten times in half an hour', async () => {
  const note = createNote();
  for (let minute = 0; minute < 60; minute += 1, now += 60_000) await note([refused('anna'), refused()]);
  expect(written.filter((name) => name === 'anna')).toHaveLength(20);
  expect(written.filter((name) => name === '')).toHaveLength(60);
  await note([refused('anna')]);
  expect(total()).toBe(40);
});

test('a write that fails is told, and the next one is tried', async () => {
  const note = createNote(new Error('busy'));
  await note([refused('anna'), refused('bert')]);
  await note([]);
  expect(errors).toHaveLength(2);
});
