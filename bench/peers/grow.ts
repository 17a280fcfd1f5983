import { filterBy, listAt, textAt, type Answer } from './ask.ts';
import type { Home, Opened } from './databases.ts';
import { median } from '../median.ts';
import { newSubjects } from './play.ts';
import { STEPS } from './lifecycle.ts';

/** What one request takes of a contender at one size of its directory. */
export interface Grown {
  /** Of the processor, in µs: the median. */
  readonly cpu: number;
  /** Until the answer, in µs: the median. */
  readonly wall: number;
  /** The status of the first answer that was not right; 0: none within three minutes. */
  readonly wrong?: number;
}

/** What is asked of a directory that grows. */
export const GROWING = ['filter by userName', 'add a member'] as const;
export type Growing = (typeof GROWING)[number];

/** Requests of a kind; the first of them are not counted. */
const FILTERS = { warm: 10, counted: 21 };
const ADDS = { warm: 2, counted: 5 };

type Request = (number: number) => Promise<{ answer: Answer; isRight: boolean }>;

async function take(
  { running }: Opened,
  { warm, counted }: { readonly warm: number; readonly counted: number },
  request: Request,
): Promise<Grown> {
  const cpu: number[] = [];
  const wall: number[] = [];
  for (let number = 0; number < warm + counted; number += 1) {
    const before = await running.cpu();
    const begun = performance.now();
    const { answer, isRight } = await request(number);
    const took = (performance.now() - begun) * 1_000;
    if (!isRight) return { cpu: NaN, wall: NaN, wrong: answer.status };
    if (number < warm) continue;
    cpu.push((await running.cpu()) - before);
    wall.push(took);
  }
  return { cpu: median(cpu), wall: median(wall) };
}

/** Fills a new database of a contender with so many users, all in one group, and asks; one that cannot be filled has nothing to tell. */
export async function grow({ contender, open }: Home, users: number): Promise<Map<Growing, Grown>> {
  if (!contender.fillTable) return new Map();
  const opened = await open();
  const { running, client } = opened;
  const { ask, base } = running;
  const group = await contender.fillTable({ client, base, users });
  const found = new Map<Growing, Grown>();
  found.set(
    'filter by userName',
    await take(opened, FILTERS, async (number) => {
      const userName = `user.${users - 1 - number}@example.com`;
      const answer = await ask('GET', `/Users?${filterBy(`userName eq "${userName}"`)}`);
      return { answer, isRight: listAt(answer.body, 'Resources')?.length === 1 };
    }),
  );
  const create = STEPS.find(({ name }) => name === 'create user');
  const add = STEPS.find(({ name }) => name === 'add member');
  const spare = newSubjects(ADDS.warm + ADDS.counted);
  for (const subject of spare) {
    const { body } = await ask('POST', '/Users', create?.body?.(subject));
    Object.assign(subject, { user: textAt(body, 'id'), group });
  }
  found.set(
    'add a member',
    await take(opened, ADDS, async (number) => {
      const subject = spare[number];
      const answer = await ask('PATCH', `/Groups/${group}`, subject && add?.body?.(subject));
      return { answer, isRight: answer.status >= 200 && answer.status < 300 };
    }),
  );
  await running.stop();
  return found;
}
