import { randomUUID } from 'node:crypto';
import type { TestDirectory } from '../http/test-directory.ts';
import type { TestLife } from '../support/life.ts';

/** Numbers from 0 up to 1, the same ones for the same seed (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Somebody in the directory, as Entra knows it. */
interface Person {
  readonly externalId: string;
  id: string;
  isDeleted: boolean;
  isErased: boolean;
}

/** People to whom anything may happen, told to the feed as the stream's function tells it. */
export function createChurn(life: TestLife, directory: TestDirectory) {
  const people: Person[] = [];
  let changes = 0;

  const tell = (id: string): Promise<void> => {
    changes += 1;
    const entry = { eventId: `test/User/${id}/${changes}`, event: 'user.updated', type: 'User', id };
    return directory.feed.append([{ ...entry, version: changes, time: life.now(), changed: [] }], life.now());
  };

  const post = async (externalId: string): Promise<string> => {
    const { status, body } = await life.scim.createUser({ externalId, userName: `${externalId}@example.com` });
    if (status !== 201) throw new Error(`${status}: ${body.detail}`);
    await tell(body.id);
    return body.id;
  };

  const create = async (): Promise<Person> => {
    const externalId = randomUUID();
    const person = { externalId, id: await post(externalId), isDeleted: false, isErased: false };
    people.push(person);
    return person;
  };

  const patch = async ({ id }: Person, path: string, value: unknown): Promise<void> => {
    await life.scim.request('PATCH', `/Users/${id}`, { Operations: [{ op: 'Replace', path, value }] });
    await tell(id);
  };

  const remove = async (person: Person): Promise<void> => {
    await life.scim.request('DELETE', `/Users/${person.id}`);
    person.isDeleted = true;
    await tell(person.id);
  };

  /** Entra creates somebody again: it is the same person, or somebody new once it was erased. */
  const comeBack = async (person: Person): Promise<void> => {
    const id = await post(person.externalId);
    Object.assign(person, { id, isDeleted: false, isErased: false });
  };

  /** Days pass, and the purge runs. */
  const pass = async (days: number): Promise<void> => {
    life.forward(days);
    await life.runJobs();
    for (const person of people.filter(({ isDeleted, isErased }) => isDeleted && !isErased)) {
      person.isErased = (await directory.get(`/users/${person.id}`)).status === 404;
      if (person.isErased) await tell(person.id);
    }
  };

  return { people, create, patch, remove, comeBack, pass };
}

export type Churn = ReturnType<typeof createChurn>;

/** Has one thing happen to somebody. */
export async function happen(churn: Churn, random: () => number): Promise<void> {
  const dice = random();
  const person = churn.people[Math.floor(random() * churn.people.length)];
  if (!person || dice < 0.2) await churn.create();
  else if (person.isDeleted) await churn.comeBack(person);
  else if (dice < 0.6) await churn.patch(person, 'title', `Title ${Math.floor(random() * 1e6)}`);
  else if (dice < 0.75) await churn.patch(person, 'active', random() < 0.5);
  else await churn.remove(person);
}
