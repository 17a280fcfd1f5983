import { generateCompany } from '../company/generate.ts';
import type { Company, Person } from '../company/person.ts';
import { createProvisioner, type Provisioner } from '../cycles/provisioner.ts';
import { DIALECTS } from '../dialect/dialect.ts';
import { customizeMappings } from '../dialect/mapping.ts';

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

const NAMES = ['Ada', 'Ben', 'Cem', 'Dora', 'Eva'] as const;
export type Name = (typeof NAMES)[number];

/** Five people in Entra, and what the endpoint made of them. */
export interface Stage extends StoryOptions {
  readonly provisioner: Provisioner;
  readonly objectIds: Readonly<Record<Name, string>>;
  /** Ids in the endpoint by objectId, also of those whom Entra has forgotten. */
  readonly ids: Map<string, string>;
  company: Company;
}

export function openStage(options: StoryOptions): Stage {
  const { url, token } = options;
  const start = generateCompany({ users: NAMES.length, seed: 'story', domain: 'story.example' });
  const idAt = (index: number): string => start.people[index]?.objectId ?? '';
  return {
    ...options,
    provisioner: createProvisioner({
      url,
      token,
      dialect: DIALECTS.classic,
      mappings: customizeMappings([{ source: 'objectId', target: 'externalId' }]),
      concurrency: 1,
      managerCheck: true,
    }),
    objectIds: { Ada: idAt(0), Ben: idAt(1), Cem: idAt(2), Dora: idAt(3), Eva: idAt(4) },
    ids: new Map(),
    // Nobody has a manager here, and everybody may sign in.
    company: {
      ...start,
      groups: [],
      people: start.people.map(({ manager: _, ...person }) => ({ ...person, accountEnabled: true, assigned: true })),
    },
  };
}

/** Entra brings the endpoint in line with the company. */
export async function runCycle({ provisioner, company, ids, tell }: Stage, name: string): Promise<void> {
  const { requests, refused } = await provisioner.runCycle(name, company, 'changed');
  if (refused.length > 0) throw new StoryError(`${name}: refused ${JSON.stringify(refused)}`);
  const writes = requests.filter(({ method }) => method !== 'GET').map(({ method, status }) => `${method} ${status}`);
  tell(`    Entra sent ${requests.length} requests; writes: ${writes.join(', ') || 'none'}`);
  for (const { objectId } of company.people) {
    const id = provisioner.targetIdOf(objectId);
    if (id !== undefined) ids.set(objectId, id);
  }
}

/** Changes somebody in Entra. */
export function change(stage: Stage, name: Name, changes: Partial<Person>): void {
  const { company, objectIds } = stage;
  const people = company.people.map((person) =>
    person.objectId === objectIds[name] ? { ...person, ...changes } : person,
  );
  stage.company = { ...company, people };
}

/** Deletes somebody in Entra for good; answers who that was. */
export function remove(stage: Stage, name: Name): Person | undefined {
  const { company, objectIds } = stage;
  const gone = company.people.find(({ objectId }) => objectId === objectIds[name]);
  stage.company = { ...company, people: company.people.filter((person) => person !== gone) };
  return gone;
}

type State = 'active' | 'inactive' | 'gone';

/** What the endpoint says of somebody. */
export async function stateOf({ url, token, ids, objectIds }: Stage, name: Name) {
  const answer = await fetch(`${url}/Users/${ids.get(objectIds[name])}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { active, detail } = (await answer.json()) as { active?: boolean; detail?: string };
  const state: State = answer.status === 404 ? 'gone' : active === true ? 'active' : 'inactive';
  return { state, detail };
}

export async function expectState(stage: Stage, name: Name, expected: State): Promise<void> {
  const { state, detail } = await stateOf(stage, name);
  if (state !== expected) throw new StoryError(`${name} is ${state} instead of ${expected}`);
  stage.tell(`    ${name}: ${state}${detail === undefined ? '' : ` (${detail})`}`);
}
