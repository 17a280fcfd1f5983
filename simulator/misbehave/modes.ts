import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../dialect/target-path.ts';

/** Where a play happens: requests to an endpoint, and time that passes on it. */
export interface Stage {
  /** `path` is below the Tenant URL, or below the host where `outside` is set; `token` in place of the right one. */
  readonly send: (
    method: string,
    path: string,
    body?: JsonObject,
    how?: { readonly outside?: true; readonly token?: string },
  ) => Promise<{ readonly status: number; readonly id: string }>;
  readonly wait: (minutes: number) => Promise<void>;
}

/** A way in which provisioning goes wrong, by the number of its signature. */
export interface Mode {
  readonly signature: number;
  readonly name: string;
  readonly play: (stage: Stage) => Promise<void>;
}

const HOUR = 60;
const DAY = 24 * HOUR;
const CYCLE = 40;
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const find = (attribute: string, value: string): string => `filter=${encodeURIComponent(`${attribute} eq "${value}"`)}`;

async function probe({ send }: Stage): Promise<void> {
  await send('GET', `/Users?${find('userName', randomUUID())}`);
  await send('GET', `/Groups?excludedAttributes=members&${find('displayName', randomUUID())}`);
}
const name = (): string => `${randomUUID().slice(0, 13)}@misbehave.example`;
const create = async ({ send }: Stage, body: JsonObject = {}): Promise<string> =>
  (await send('POST', '/Users', { userName: name(), active: true, ...body })).id;
async function createMany(stage: Stage, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) ids.push(await create(stage));
  return ids;
}
const patch = (path: string, value: JsonObject[string]): JsonObject => ({
  schemas: [PATCH_OP],
  Operations: [{ op: 'Replace', path, value }],
});
/**
 * One after the other, the last one a minute later: with that the endpoint writes down what it has
 * counted, and the doctor knows of all of them.
 */
async function each(stage: Stage, ids: readonly string[], play: (id: string) => Promise<unknown>): Promise<void> {
  for (const [index, id] of ids.entries()) {
    if (index === ids.length - 1) await stage.wait(1);
    await play(id);
  }
}
/** So many cycles, with a sign of life in each. */
async function cycles(stage: Stage, count: number, minutes: number, play?: () => Promise<unknown>): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    await probe(stage);
    await play?.();
    await stage.wait(minutes);
  }
}
const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
/** What Entra sends when Secret Token is blank; the signature does not matter here. */
const BLANK_SECRET = `${base64({ alg: 'RS256', typ: 'JWT' })}.${base64({ aud: '8adf8e6e-67b2-4cf2-a259-e3dc5476c621' })}.c2lnbmF0dXJl`;

export const MODES: readonly Mode[] = [
  { signature: 1, name: 'nobody-assigned', play: (stage) => cycles(stage, 3, CYCLE) },
  { signature: 2, name: 'never-started', play: (stage) => cycles(stage, 1, 3 * HOUR) },
  { signature: 3, name: 'quarantine', play: (stage) => cycles(stage, 3, 12 * HOUR) },
  {
    signature: 4,
    name: 'given-up',
    play: async (stage) => {
      await stage.send('POST', '/Users', { userName: '' });
      await stage.wait(29 * DAY);
    },
  },
  {
    signature: 5,
    name: 'wrong-secret',
    play: async ({ send }) => void (await send('GET', '/Users', undefined, { token: `wrong-${randomUUID()}` })),
  },
  {
    signature: 6,
    name: 'blank-secret',
    play: async ({ send }) => void (await send('GET', '/Users', undefined, { token: BLANK_SECRET })),
  },
  {
    signature: 7,
    name: 'wrong-url',
    play: async ({ send }) => void (await send('GET', '/scim/scim/v2/Users', undefined, { outside: true })),
  },
  {
    signature: 8,
    name: 'unsearchable-attribute',
    play: async ({ send }) => void (await send('GET', `/Users?${find('badgeNumber', '4711')}`)),
  },
  {
    signature: 9,
    name: 'conflict',
    play: async (stage) => {
      const userName = name();
      await create(stage, { userName });
      const again = { userName, externalId: randomUUID() };
      await cycles(stage, 2, CYCLE, () => create(stage, again));
    },
  },
  {
    signature: 10,
    name: 'forgotten-ids',
    play: (stage) => {
      const id = randomUUID();
      return cycles(stage, 2, CYCLE, () => stage.send('GET', `/Users/${id}`));
    },
  },
  {
    signature: 11,
    name: 'same-patch',
    play: async (stage) => {
      const id = await create(stage);
      await cycles(stage, 3, CYCLE, () => stage.send('PATCH', `/Users/${id}`, patch('title', 'Clerk')));
    },
  },
  {
    signature: 12,
    name: 'disable-refused',
    play: async (stage) => void (await stage.send('PATCH', `/Users/${await create(stage)}`, patch('active', 'No'))),
  },
  {
    signature: 13,
    name: 'empty-groups',
    play: async (stage) => {
      await stage.send('POST', '/Groups', { displayName: name() });
      await cycles(stage, 2, CYCLE);
    },
  },
  { signature: 14, name: 'no-groups', play: (stage) => cycles(stage, 2, CYCLE, () => create(stage)) },
  {
    signature: 15,
    name: 'group-emptied',
    play: async (stage) => {
      const members = [{ value: await create(stage) }];
      const { id } = await stage.send('POST', '/Groups', { displayName: name(), members });
      const removal = { schemas: [PATCH_OP], Operations: [{ op: 'Remove', path: 'members' }] };
      await stage.send('PATCH', `/Groups/${id}`, removal);
    },
  },
  {
    signature: 16,
    name: 'mass-deactivation',
    play: async (stage) => {
      const ids = await createMany(stage, 60);
      await stage.wait(CYCLE);
      await each(stage, ids, (id) => stage.send('PATCH', `/Users/${id}`, patch('active', 'False')));
    },
  },
  {
    signature: 17,
    name: 'deleted-at-once',
    play: async (stage) => void (await stage.send('DELETE', `/Users/${await create(stage)}`)),
  },
  {
    signature: 18,
    name: 'full-read',
    play: async (stage) => {
      const ids = await createMany(stage, 25);
      await stage.wait(CYCLE);
      await cycles(stage, 2, CYCLE);
      await each(stage, ids, (id) => stage.send('GET', `/Users/${id}`));
    },
  },
  { signature: 19, name: 'no-managers', play: async (stage) => void (await createMany(stage, 25)) },
  {
    signature: 20,
    name: 'nothing-emptied',
    play: async (stage) => {
      const id = await create(stage);
      const change = (title: string) => stage.send('PATCH', `/Users/${id}`, patch('title', title));
      for (let number = 1; number <= 50; number += 1) await change(`Clerk ${number}`);
      await stage.wait(8 * DAY);
      await change('Boss');
    },
  },
  {
    signature: 21,
    name: 'overload',
    // More at once than the endpoint may answer; whether it does refuse is up to its limits.
    play: async (stage) => void (await Promise.all(Array.from({ length: 2000 }, () => create(stage)))),
  },
  {
    signature: 22,
    name: 'cut-search',
    play: async ({ send }) => void (await send('GET', `/Users?filter=${encodeURIComponent('userName eq "o')}`)),
  },
];
