import { createRecorder, type Recorder } from '../../../lambdas/traffic/record.ts';
import { createLife, type TestLife } from '../../support/life.ts';
import { createTrafficStore } from '../../support/traffic.ts';
import { createSetup, type TestSetup } from './test-setup.ts';

const DAY_IN = { minutes: 1 / 1440 };
let life: TestLife;
let setup: TestSetup;
let recorder: Recorder;
beforeEach(async () => {
  life = await createLife({ observe: (seen) => recorder.observe(seen) });
  const { table } = life.scim;
  const traffic = createTrafficStore({ client: table.documentClient, tableName: table.tableName });
  recorder = createRecorder({
    tenant: 'test',
    add: (bucket) => traffic.add(bucket),
    now: () => Date.parse(life.now()),
    onError: (error) => {
      throw error;
    },
    later: () => undefined,
  });
  setup = await createSetup(life.scim, { context: { now: life.now } });
});
afterEach(async () => life.scim.drop());

interface Overview {
  readonly steps: readonly { id: string; at: string | null }[];
  readonly [name: string]: unknown;
}
const overview = async (): Promise<Overview> => {
  const { status, body } = await setup.get<Overview>('/overview');
  expect(status).toBe(200);
  return body;
};
const done = async (): Promise<string[]> =>
  (await overview()).steps.filter(({ at }) => at !== null).map(({ id }) => id);
const probe = () =>
  life.scim.request('GET', '/Users?filter=userName eq "0f0f0f0f-0000-4000-8000-000000000000"'.replaceAll(' ', '%20'));
const minutes = (count: number) => life.forward(count * DAY_IN.minutes);

test('a tenant without any traffic has its addresses, its link, and nothing done', async () => {
  expect(await overview()).toEqual({
    tenant: {
      name: 'test',
      profile: 'entra',
      federation: null,
      tenantUrl: 'http://scim.example.com/live/scim/v2',
      tokenUrl: 'http://scim.example.com/live/oauth/token',
    },
    link: { endsAt: expect.any(String), may: { tokens: true, people: true } },
    now: expect.any(String),
    waysToSignIn: ['token', 'client'],
    steps: ['credentials-tested', 'first-user', 'first-group', 'first-cycle'].map((id) => ({ id, at: null })),
    nextCycleDue: null,
    people: { active: 0, deactivated: 0, leaving: 0 },
    users: 0,
    groups: 0,
    retention: { days: 30, deactivated: 'purge', minimumAfterDelete: 7 },
    status: 'broken',
    summary: expect.any(String),
  });
});

test('each step is seen as soon as it happened, and the first cycle when it is over', async () => {
  await life.scim.request('POST', '/Users', { userName: '' });
  expect(await done()).toEqual([]);
  await probe();
  expect(await done()).toEqual(['credentials-tested']);
  await life.scim.createUser();
  expect(await done()).toEqual(['credentials-tested', 'first-user']);
  await life.scim.request('POST', '/Groups', { displayName: 'Staff' });
  expect(await done()).toEqual(['credentials-tested', 'first-user', 'first-group']);
  minutes(25);
  expect(await done()).toContain('first-cycle');
  minutes(15);
  await probe();
  const { steps, nextCycleDue, users, groups } = await overview();
  expect(steps.map(({ at }) => at).every((at) => at !== null && at < life.now())).toBe(true);
  expect([users, groups]).toEqual([1, 1]);
  expect(Date.parse(String(nextCycleDue))).toBeGreaterThan(Date.parse(life.now()));
});

test('what was here before the record began is done', async () => {
  await life.scim.createUser();
  life.forward(61);
  setup = await createSetup(life.scim, { context: { now: life.now, traffic: { since: () => Promise.resolve([]) } } });
  expect(await done()).toEqual(['credentials-tested', 'first-user', 'first-cycle']);
});

test('people are counted by where they stand, until they are too many to count', async () => {
  const ids: string[] = [];
  for (let each = 0; each < 4; each += 1) ids.push((await life.scim.createUser()).body.id);
  await life.scim.request('PATCH', `/Users/${ids[0]}`, {
    Operations: [{ op: 'replace', path: 'active', value: false }],
  });
  await life.scim.request('DELETE', `/Users/${ids[1]}`);
  const group = await life.scim.request('POST', '/Groups', { displayName: 'Gone' });
  await life.scim.request('DELETE', `/Groups/${group.body.id}`);
  expect((await overview())['people']).toEqual({ active: 2, deactivated: 1, leaving: 1 });
  const found = [{ type: 'User', id: 'x', softDeletedAt: life.now() }];
  const store = { ...setup.context.store, listSoftDeleted: () => Promise.resolve({ found, next: 'more' }) };
  setup = await createSetup(life.scim, { context: { now: life.now, store } });
  expect(await overview()).toMatchObject({ people: null, users: 3 });
});

test('whether it flows: the verdict, and the cycles of some days with their gaps', async () => {
  for (const pause of [40, 3 * 1440, 40]) {
    await probe();
    const { body } = await life.scim.createUser();
    await life.scim.request('PATCH', `/Users/${body.id}`, { Operations: [{ op: 'add', path: 'title', value: 'x' }] });
    await life.scim.request('POST', '/Users', { userName: body.userName });
    await life.scim.request('GET', '/Users/nobody');
    await recorder.flush();
    minutes(pause);
  }
  interface Flow {
    cycles: Record<string, number>[];
    findings: Record<string, unknown>[];
  }
  const day = await setup.get<Flow>('/health');
  expect(day.body.cycles).toHaveLength(1);
  const { status, body } = await setup.get<Flow>('/health?days=7');
  expect(status).toBe(200);
  expect(body.cycles).toHaveLength(3);
  expect(body.cycles[0]).toEqual({
    start: expect.any(String),
    end: expect.any(String),
    requests: 5,
    created: 1,
    changed: 1,
    refused: 1,
  });
  expect(body).toMatchObject({
    status: expect.any(String),
    failures: { quarantineAbove: 0.4 },
    upTo: expect.any(String),
  });
  for (const finding of body.findings)
    expect(Object.keys(finding).toSorted()).toEqual([
      'cause',
      'evidence',
      'fix',
      'id',
      'lastSeen',
      'severity',
      'title',
      'was',
    ]);
});

test.each([
  ['/health?days=2', 400, 'invalid-parameter', 'days is "2"; allowed: 1, 7, 30'],
  ['/health?day=1', 400, 'unknown-parameter', 'allowed: days'],
  ['/overview?x=1', 400, 'unknown-parameter', 'allowed: none'],
  ['/nothing', 404, 'not-found', '/setup/api has /overview, /health'],
])('%s is a problem that says what to do', async (path, status, kind, detail) => {
  const { body, headers, status: got } = await setup.get<Record<string, unknown>>(path);
  expect([got, body['status'], body['type']]).toEqual([status, status, `urn:serverless-scim:problem:${kind}`]);
  expect(headers).toMatchObject({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
  expect(body['detail']).toContain(detail);
});

test('a method that a path does not take', async () => {
  const post = await setup.at('POST', '/setup/api/overview', {});
  expect([post.status, post.headers['allow']]).toEqual([405, 'GET, HEAD, OPTIONS']);
  expect((await setup.at('OPTIONS', '/setup/api/overview')).status).toBe(204);
  const head = await setup.at('HEAD', '/setup/api/overview');
  expect([head.status, head.text]).toEqual([200, '']);
});

test.each([[['scim']], [['directory', 'scim:read']], [['setup:tokens']], [[]]])(
  'a credential with the scopes %j may ask nothing',
  async (scopes) => {
    setup = await createSetup(life.scim, { scopes, context: { now: life.now } });
    for (const path of ['/overview', '/health', '/nothing']) {
      const { status, body } = await setup.get<Record<string, unknown>>(path);
      expect([status, body['type']]).toEqual([403, 'urn:serverless-scim:problem:wrong-scope']);
    }
  },
);
