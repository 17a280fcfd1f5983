import { generateCompany } from './company/generate.ts';
import { DIALECTS } from './dialect/dialect.ts';
import { customizeMappings } from './dialect/mapping.ts';
import type { Company, Person } from './company/person.ts';
import { createProvisioner } from './cycles/provisioner.ts';

export interface StoryOptions {
  /** Tenant URL, e.g. http://127.0.0.1:8787/scim/v2 */
  url: string;
  token: string;
  /** Moves the server's time forward, and waits until the jobs that fall into it have run. */
  forward: (days: number) => Promise<void>;
  /** Takes a line of what happens. */
  tell: (line: string) => void;
}

/** Something that was not as the story has it. */
export class StoryError extends Error {
  override readonly name = 'StoryError';
}

type Change = (person: Person) => Partial<Person>;
const recycled: Change = () => ({ inRecycleBin: true });

/**
 * Five people and what Entra makes of them in a month: one is deleted, one unassigned and never deleted, one restored on day 29, one deleted and
 * created again on day 10, one stays. Throws StoryError where the endpoint does not do its part.
 */
export async function playStory({ url, token, forward, tell }: StoryOptions): Promise<void> {
  const provisioner = createProvisioner({
    url,
    token,
    dialect: DIALECTS.classic,
    mappings: customizeMappings([]),
    concurrency: 1,
    managerCheck: true,
  });
  const start = generateCompany({ users: 5, seed: 'story', domain: 'story.example' });
  const [ada, ben, cem, dora, eva] = start.people.map((person) => person.objectId);
  const names = new Map(
    [
      [ada, 'Ada'],
      [ben, 'Ben'],
      [cem, 'Cem'],
      [dora, 'Dora'],
      [eva, 'Eva'],
    ].map(([objectId, name]) => [objectId ?? '', name ?? '']),
  );
  // Nobody has a manager here, and everybody may sign in.
  let company: Company = {
    ...start,
    groups: [],
    people: start.people.map(({ manager: _, ...person }) => ({ ...person, accountEnabled: true, assigned: true })),
  };
  const ids = new Map<string, string>();

  const cycle = async (name: string): Promise<void> => {
    const { requests, refused } = await provisioner.runCycle(name, company, 'changed');
    if (refused.length > 0) throw new StoryError(`${name}: refused ${JSON.stringify(refused)}`);
    const writes = requests.filter(({ method }) => method !== 'GET').map(({ method, status }) => `${method} ${status}`);
    tell(`    Entra sent ${requests.length} requests; writes: ${writes.join(', ') || 'none'}`);
    for (const { objectId } of company.people) {
      const id = provisioner.targetIdOf(objectId);
      if (id !== undefined) ids.set(objectId, id);
    }
  };
  const change = (objectId: string | undefined, how: Change): void => {
    company = {
      ...company,
      people: company.people.map((person) => (person.objectId === objectId ? { ...person, ...how(person) } : person)),
    };
  };
  const remove = (...gone: (string | undefined)[]): void => {
    company = { ...company, people: company.people.filter(({ objectId }) => !gone.includes(objectId)) };
  };
  const get = async (objectId: string | undefined) => {
    const answer = await fetch(`${url}/Users/${ids.get(objectId ?? '')}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return { status: answer.status, body: (await answer.json()) as { active?: boolean; detail?: string } };
  };
  const expectState = async (objectId: string | undefined, expected: 'active' | 'inactive' | 'gone'): Promise<void> => {
    const { status, body } = await get(objectId);
    const state = status === 404 ? 'gone' : body.active === true ? 'active' : 'inactive';
    const name = names.get(objectId ?? '');
    if (state !== expected) throw new StoryError(`${name} is ${state} instead of ${expected}`);
    tell(`    ${name}: ${state}${body.detail === undefined ? '' : ` (${body.detail})`}`);
  };

  tell('Day 0: Ada, Ben, Cem, Dora and Eva are assigned in Entra.');
  await cycle('initial');
  const doraPerson = company.people.find(({ objectId }) => objectId === dora);
  tell('Day 0: Ada and Cem are deleted (recycle bin), Ben is unassigned, Dora is deleted for good.');
  change(ada, recycled);
  change(cem, recycled);
  change(ben, () => ({ assigned: false }));
  remove(dora);
  await cycle('deletes');
  for (const objectId of [ada, ben, cem]) await expectState(objectId, 'inactive');
  await expectState(dora, 'gone');

  await forward(10);
  tell('Day 10: somebody creates Dora again, with the same account name. Ben is deleted in Entra: no request follows.');
  const before = ids.get(dora ?? '');
  if (doraPerson) company = { ...company, people: [...company.people, doraPerson] };
  remove(ben);
  await cycle('re-created');
  await expectState(dora, 'active');
  if (ids.get(dora ?? '') !== before) throw new StoryError('Dora has another id than before');
  tell('    Dora has the id that she had before.');

  await forward(19);
  tell('Day 29: Cem is restored from the recycle bin.');
  change(cem, () => ({ inRecycleBin: false }));
  await cycle('restored');
  await expectState(cem, 'active');

  await forward(0.9);
  tell('Day 29.9: Entra empties the recycle bin: Ada is deleted for good.');
  remove(ada);
  await cycle('hard delete');
  await expectState(ada, 'gone');

  await forward(2);
  tell('Day 31.9: the purge has run: it found Ada, and Ben, about whom Entra never said another word.');
  for (const objectId of [ada, ben]) {
    await expectState(objectId, 'gone');
    const { detail = '' } = (await get(objectId)).body;
    if (!detail.includes('was erased on')) throw new StoryError(`nothing was erased: ${detail}`);
  }
  for (const objectId of [cem, dora, eva]) await expectState(objectId, 'active');
}
