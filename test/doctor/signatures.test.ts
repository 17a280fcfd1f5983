import { authorize } from '../../lambdas/auth/authorize.ts';
import { createCredential } from '../../lambdas/auth/credential.ts';
import { createAccessTokenStore } from '../../lambdas/store/credentials/access-tokens.ts';
import { createCredentialStore } from '../../lambdas/store/credentials/credentials.ts';
import { createEndingReader } from '../../lambdas/store/credentials/ending.ts';
import type { CredentialStore, EndingReader } from '../../lambdas/store/ports/credentials.ts';
import type { Health } from '../../lambdas/doctor/diagnose.ts';
import { readHealth } from '../../lambdas/doctor/health.ts';
import { SIGNATURES } from '../../lambdas/doctor/signatures.ts';
import type { JsonObject } from '../../simulator/dialect/target-path.ts';
import { StoreBusyError } from '../../lambdas/store/ports/busy.ts';
import { createTrafficStore } from '../support/traffic.ts';
import type { TrafficStore } from '../support/traffic.ts';
import { createRecorder, type Recorder } from '../../lambdas/traffic/record.ts';
import { MODES, type Stage } from '../../simulator/misbehave/modes.ts';
import { createLife, type TestLife } from '../support/life.ts';

let life: TestLife;
let traffic: TrafficStore;
let credentials: CredentialStore;
let ending: EndingReader;
let recorder: Recorder;
beforeEach(async () => {
  life = await createLife({ observe: (seen) => recorder.observe(seen) });
  const { table } = life.scim;
  traffic = createTrafficStore({ client: table.documentClient, tableName: table.tableName });
  credentials = createCredentialStore({ client: table.documentClient, tableName: table.tableName });
  ending = createEndingReader({ client: table.documentClient, tableName: table.tableName });
  recorder = createRecorder({
    tenant: 'test',
    add: (bucket) => traffic.add(bucket),
    now: () => Date.parse(life.now()),
    onError: (error) => {
      throw error;
    },
    later: () => undefined,
  });
});
afterEach(async () => life.scim.drop());

const stage: Stage = {
  send: async (method, path, body, { outside, token } = {}) => {
    if (token !== undefined) {
      const { client, tableName } = { client: life.scim.table.documentClient, tableName: life.scim.table.tableName };
      const decision = await authorize(
        { headers: { Authorization: `Bearer ${token}` } },
        {
          credentials: createCredentialStore({ client, tableName }),
          accessTokens: createAccessTokenStore({ client, tableName }),
          now: life.now(),
        },
      );
      if (decision.allowed) throw new Error('the token of another tenant was accepted');
      await recorder.observe({ kind: 'refused', status: 401, reason: `${decision.kind} ${decision.refusal.reason}` });
      return { status: 401, id: '' };
    }
    const answer = await (outside ? life.scim.requestAt : life.scim.request)(method, path, body);
    return { status: answer.status, id: answer.body?.id ?? '' };
  },
  wait: async (minutes) => {
    await recorder.flush();
    life.forward(minutes / 1440);
  },
};

/** By what is in the table, not what the function still has to write. */
const healthOnRecord = (): Promise<Health> =>
  readHealth({ store: life.scim.store, traffic, credentials: ending, now: life.now });

async function health(): Promise<Health> {
  await recorder.flush();
  return healthOnRecord();
}

test('there is a mode for each signature of Entra, and a signature for each mode', () => {
  expect(MODES.map(({ signature }) => signature)).toEqual(Array.from({ length: 22 }, (_, index) => index + 1));
  expect(SIGNATURES.map(({ number }) => number)).toEqual(Array.from({ length: 31 }, (_, index) => index + 1));
});

/** In the order of the numbers. A product may have kept them: they are only added to. */
const IDS = [
  'nobody-to-provision',
  'credentials-tested-not-started',
  'job-in-quarantine',
  'job-given-up',
  'secret-not-accepted',
  'secret-field-empty',
  'tenant-url-wrong',
  'matching-attribute-not-searchable',
  'user-conflicts-every-cycle',
  'ids-not-here',
  'same-change-every-cycle',
  'disable-refused',
  'groups-empty',
  'groups-not-sent',
  'group-emptied',
  'many-users-disabled',
  'deleted-without-disable',
  'everybody-read-again',
  'nobody-has-manager',
  'emptied-values-stay',
  'endpoint-slow-or-failing',
  'search-cut-off',
  'stopped-coming',
  'nothing-ever-arrived',
  'credential-ends-soon',
  'signed-by-microsoft-not-accepted',
  'scope-not-sufficient',
  'signing-keys-unavailable',
  'some-requests-refused',
  'attributes-not-stored',
  'external-id-is-no-object-id',
];

test('ids are as stable as numbers, and what explains another one names one that there is', () => {
  expect(SIGNATURES.map(({ id }) => id)).toEqual(IDS);
  expect(IDS).toEqual(expect.arrayContaining(SIGNATURES.flatMap(({ explains }) => explains ?? [])));
});

test.each(MODES.filter(({ signature }) => signature !== 21).map((mode) => [mode.signature, mode.name, mode] as const))(
  'signature %i is found as soon as the simulator has played %s, and nothing worse',
  async (signature, _name, { play }) => {
    // The record is written as on AWS, where nobody flushes it and no timer runs.
    await play({ ...stage, wait: async (minutes) => life.forward(minutes / 1440) });
    const { findings, status, summary } = await healthOnRecord();
    const found = findings.find((finding) => finding.signature === signature);
    expect(findings.map((finding) => finding.signature)).toContain(signature);
    if (found?.severity === 'info') expect(status).toBe('healthy');
    else expect(summary).toBe(`${found?.title}: ${found?.evidence}`);
  },
);

test('signature 21 is found when the database throttles', async () => {
  const busy = await createLife({
    observe: (seen) => recorder.observe(seen),
    context: {
      store: {
        ...life.scim.store,
        get: () => Promise.reject(new StoreBusyError('throttled', new Error('throttled'))),
      },
    },
  });
  for (let index = 0; index < 12; index += 1) await busy.scim.request('GET', `/Users/${index}`);
  await busy.scim.drop();
  expect((await health()).summary).toContain('12 of 12 requests (100 %) answered 429 or 5xx');
});

test('signature 31 is found where 20 people and more are known by no objectId, until one is', async () => {
  const found = async () => (await health()).findings.find(({ signature }) => signature === 31);
  const create = (at: number, externalId: string) =>
    life.scim.createUser({ userName: `p${at}@example.com`, externalId });
  for (let at = 0; at < 19; at += 1) await create(at, `p${at}`);
  expect(await found()).toBeUndefined();
  await create(19, 'p19');
  expect(await found()).toMatchObject({
    severity: 'info',
    evidence: 'none of 20 users looked at has a UUID as externalId',
  });
  await create(20, '11111111-2222-4333-8444-555555555555');
  expect(await found()).toBeUndefined();
});

test('without any request it says so; after Test Connection it waits; then it is healthy, with when the next cycle is due', async () => {
  expect((await health()).findings).toMatchObject([{ signature: 24, id: 'nothing-ever-arrived' }]);
  await stage.send('GET', '/Users?filter=userName%20eq%20%220d9c3c30-4c1e-4b7e-8f0e-111111111111%22');
  expect(await health()).toMatchObject({ status: 'waiting', findings: [] });

  const user = await stage.send('POST', '/Users', { userName: 'anna@example.com' });
  await stage.send('POST', '/Groups', { displayName: 'Staff', members: [{ value: user.id }] });
  for (let cycle = 0; cycle < 3; cycle += 1) {
    await stage.wait(40);
    await stage.send('GET', '/Users?filter=userName%20eq%20%220d9c3c30-4c1e-4b7e-8f0e-111111111111%22');
    const value = `Clerk ${cycle}`;
    await stage.send('PATCH', `/Users/${user.id}`, { Operations: [{ op: 'Replace', path: 'title', value }] });
  }
  const { status, findings, summary, nextCycleDue, cycles, minutesBetweenCycles, lastUserWrite, failures } =
    await health();
  expect([status, findings]).toEqual(['healthy', []]);
  expect(summary).toBe(`Provisioning works; the next cycle is due at ${nextCycleDue}`);
  expect(Date.parse(nextCycleDue ?? '')).toBe(Date.parse(cycles.at(-1)?.start ?? '') + 40 * 60_000);
  expect(cycles).toHaveLength(4);
  expect(minutesBetweenCycles).toEqual([40, 40, 40]);
  expect(lastUserWrite).not.toBeNull();
  expect(failures).toEqual({ rate: 0, quarantineAbove: 0.4 });
});

test('a credential that is used and ends soon is told in time, and no more when it is not used any more', async () => {
  await stage.send('POST', '/Users', { userName: 'anna@example.com' });
  const inDays = (days: number): string => new Date(Date.parse(life.now()) + days * 86_400_000).toISOString();
  const { credential } = createCredential({ label: 'x', scopes: ['scim'], now: life.now(), expiresAt: inDays(40) });
  await credentials.put(credential);
  await credentials.touch(credential.keyId, life.now());
  expect(await health()).toMatchObject({ status: 'healthy' });

  const findingAfter = async (days: number, use: boolean) => {
    await stage.wait(days * 1440);
    if (use) await credentials.touch(credential.keyId, life.now());
    return (await health()).findings.find(({ signature }) => signature === 25);
  };
  expect(await findingAfter(11, true)).toMatchObject({
    severity: 'attention',
    evidence: `${credential.keyId} ends on ${credential.expiresAt.slice(0, 10)}, in 29 days`,
    fix: expect.stringContaining('token rotate'),
  });
  expect(await findingAfter(8, false)).toBeUndefined();
});

test('weeks in which nobody changed are healthy', async () => {
  const user = await stage.send('POST', '/Users', { userName: 'anna@example.com' });
  await stage.send('POST', '/Groups', { displayName: 'Staff', members: [{ value: user.id }] });
  await stage.wait(60 * 1440);
  for (let cycle = 0; cycle < 3; cycle += 1) {
    await stage.wait(40);
    await stage.send('GET', '/Users?filter=userName%20eq%20%220d9c3c30-4c1e-4b7e-8f0e-111111111111%22');
  }
  expect(await health()).toMatchObject({ status: 'healthy', findings: [] });
});

test('one cause after the other is told at once', async () => {
  for (const [mode, signature] of [
    ['blank-secret', 6],
    ['wrong-url', 7],
    ['wrong-secret', 5],
  ] as const) {
    await MODES.find(({ name }) => name === mode)?.play(stage);
    const { findings } = await healthOnRecord();
    expect(findings[0]?.signature).toBe(signature);
    life.forward(1 / 1440);
  }
});

const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const setActive = (value: string): JsonObject => ({
  schemas: [PATCH_OP],
  Operations: [{ op: 'Replace', path: 'active', value }],
});
const refuse = (reason: string, status = 401) => recorder.observe({ kind: 'refused', status, reason });

test.each([
  ['bearer expired', 5],
  ['client-credentials unknown', 5],
  ['federation signature', 26],
  ['federation replayed', 26],
  ['entra-token key', 26],
  ['entra-token turned-off', 6],
  ['federation audience', 26],
  ['federation turned-off', 26],
  ['federation client-id', 26],
  ['entra-token tenant', 26],
  ['bearer scope', 27],
  ['client-credentials scope', 27],
  ['federation keys-unavailable', 28],
])('a credential that is refused as %s leads to signature %i alone', async (reason, signature) => {
  await refuse(reason);
  expect((await health()).findings.map((finding) => finding.signature)).toEqual([signature]);
});

test.each([
  'client-credentials access-token-expired',
  'federation access-token-expired',
  'bearer query-string',
  'bearer repeated',
])('what is refused as %s is nothing to mend', async (reason) => {
  await stage.send('POST', '/Users', { userName: 'anna@example.com' });
  await stage.wait(1);
  await refuse(reason);
  expect(await health()).toMatchObject({ status: 'healthy', findings: [] });
});

test('what arrives and is not stored is told by its name, and is no reason to worry', async () => {
  const body = { userName: 'anna@example.com', shoeSize: '38', name: { nick: 'A' }, 'urn:example:x': { floor: 1 } };
  const { id } = await stage.send('POST', '/Users', body);
  const Operations: JsonObject[] = [
    { op: 'Add', path: 'shoeSize', value: '39' },
    { op: 'Replace', value: { 'emails[type eq "work"].seen': 'x', title: 'T' } },
  ];
  const schemas = [PATCH_OP];
  await stage.send('PATCH', `/Users/${id}`, { schemas, Operations });
  await stage.send('PATCH', `/Users/${id}`, { schemas, Operations: [...Operations, { op: 'Move' }] });
  const evidence = 'shoeSize (2 ×), emails.seen (1 ×), name.nick (1 ×), urn:example:x (1 ×)';
  expect(await health()).toMatchObject({
    status: 'healthy',
    findings: expect.arrayContaining([expect.objectContaining({ id: 'attributes-not-stored', evidence })]),
  });
});

test('an outage that is over is not told again because something else is refused', async () => {
  await refuse('federation keys-unavailable', 503);
  await stage.wait(40);
  await stage.send('POST', '/Users', { userName: 'anna@example.com' });
  await stage.wait(40);
  await refuse('bearer unknown');
  const { findings } = await health();
  expect(findings.filter(({ severity }) => severity !== 'info').map(({ signature }) => signature)).toEqual([5]);
});

test('who is refused cycle after cycle while others get through is told, and is no reason to call it broken', async () => {
  const told = async () => {
    const { status, findings } = await health();
    expect(status).toBe('healthy');
    return findings.filter(({ signature }) => [5, 6, 29].includes(signature));
  };
  for (let cycle = 0; cycle < 2; cycle += 1) {
    if (cycle > 0)
      expect(await told()).toMatchObject([
        { signature: 5, was: true },
        { signature: 6, was: true },
      ]);
    await stage.wait(40);
    await refuse('entra-token turned-off');
    await stage.wait(1);
    await refuse('bearer unknown');
    await stage.wait(1);
    await stage.send('POST', '/Users', { userName: `anna${cycle}@example.com` });
  }
  const found = await told();
  expect(found.map(({ signature, was }) => [signature, was])).toEqual([
    [5, true],
    [29, false],
    [6, true],
  ]);
  expect(found[1]?.evidence).toMatch(/^requests refused: 2 \(bearer unknown\).*; .*: 2 \(entra-token turned-off\)/);
});

test('a token for the directory, used by Entra, is no sign that the credentials work', async () => {
  const outsider = await createLife({ observe: (seen) => recorder.observe(seen), scopes: 'directory' });
  const probe = `/Users?filter=${encodeURIComponent('userName eq "0d9c3c30-4c1e-4b7e-8f0e-111111111111"')}`;
  expect((await outsider.scim.request('GET', probe)).status).toBe(403);
  await outsider.scim.drop();
  expect(await health()).toMatchObject({ status: 'broken', findings: [{ signature: 27 }] });
});

test('a credential that only reads is told although its reads get through, until it is another one', async () => {
  const reader = await createLife({ observe: (seen) => recorder.observe(seen), scopes: 'scim:read' });
  await reader.scim.request('POST', '/Users', { userName: 'anna@example.com' });
  expect((await reader.scim.request('GET', '/Users?count=1')).status).toBe(200);
  await reader.scim.drop();
  expect((await health()).findings.map(({ signature }) => signature)).toEqual([27]);
  await stage.wait(40);
  await stage.send('POST', '/Users', { userName: 'anna@example.com' });
  expect(await health()).toMatchObject({
    status: 'healthy',
    findings: [{ signature: 27, was: true }, { signature: 14 }],
  });
});

test.each([
  ['wrong-secret', 5, 'The secret token is not accepted'],
  ['blank-secret', 6, 'The Secret Token field in Entra is empty'],
  ['wrong-url', 7, 'The Tenant URL is wrong'],
  ['disable-refused', 12, 'Users cannot be disabled'],
])(
  'what %s shows (%i) was so once something went well, for a day, and is not told then',
  async (name, signature, title) => {
    await MODES.find((mode) => mode.name === name)?.play(stage);
    const seen = (await health()).findings[0]?.lastSeen ?? '';
    expect((await health()).findings[0]).toMatchObject({ signature, was: false, lastSeen: expect.any(String) });
    await stage.wait(1);
    const { id } = await stage.send('POST', '/Users', { userName: 'anna@example.com' });
    await stage.send('PATCH', `/Users/${id}`, setActive('False'));
    for (const minutes of [0, 40, 1000]) {
      await stage.wait(minutes);
      const { status, findings } = await health();
      expect(findings.find((finding) => finding.signature === signature)).toMatchObject({
        severity: 'info',
        was: true,
        title: `Was: ${title}`,
        evidence: expect.stringContaining(`the last at ${seen}, and none since`),
        lastSeen: seen,
        fix: expect.stringMatching(/^nothing, unless it comes again; then: /),
      });
      expect(status).toBe(minutes === 1000 ? 'attention' : 'healthy');
    }
    await stage.wait(500);
    await stage.send('POST', '/Users', { userName: 'bert@example.com' });
    expect((await health()).findings.map((finding) => finding.signature)).not.toContain(signature);
  },
);

test('each reason has its own time, and the newest cause comes first, whatever its number', async () => {
  const sent = [
    'bearer unknown',
    'bearer unknown',
    'entra-token turned-off',
    'bearer expired',
    'entra-token turned-off',
  ];
  const begin = Date.parse(life.now());
  for (const reason of sent) {
    await refuse(reason);
    await stage.wait(2);
  }
  const { findings, summary, refusals, lastRefusal } = await health();
  const minutes = (time: string | null | undefined): number => Math.floor((Date.parse(time ?? '') - begin) / 60_000);
  expect(findings.map(({ signature, lastSeen }) => [signature, minutes(lastSeen)])).toEqual([
    [6, 8],
    [5, 6],
  ]);
  expect(summary).toBe(
    `The Secret Token field in Entra is empty: requests refused: 2 (entra-token turned-off), the last at ${findings[0]?.lastSeen}`,
  );
  expect(findings[1]?.evidence).toBe(
    `requests refused: 3 (bearer expired, bearer unknown), the last at ${findings[1]?.lastSeen}`,
  );
  expect(refusals.map(({ reason, requests, lastSeen }) => [reason, requests, minutes(lastSeen)])).toEqual([
    ['entra-token turned-off', 2, 8],
    ['bearer expired', 1, 6],
    ['bearer unknown', 2, 2],
  ]);
  expect(lastRefusal).toEqual({ at: findings[0]?.lastSeen, reasons: refusals.map(({ reason }) => reason) });
});

test('a wrong URL is not mended by a secret that is refused', async () => {
  await MODES.find(({ name }) => name === 'wrong-url')?.play(stage);
  await stage.wait(1);
  await refuse('bearer unknown');
  expect((await health()).findings).toMatchObject([
    { signature: 5, was: false },
    { signature: 7, was: false },
  ]);
});

test.each([
  ['a refusal, and then all went well', ['bearer unknown', undefined], 23],
  ['a cycle of which a little failed', [undefined, undefined, ''], 23],
  ['requests that were refused', [undefined, 'bearer unknown'], 4],
  ['a cycle that failed', [''], 4],
] as const)('31 days of silence after %s', async (_, sent, signature) => {
  for (const [index, what] of sent.entries()) {
    if (what === undefined) await stage.send('POST', '/Users', { userName: `u${index}@example.com` });
    else if (what === '') await stage.send('POST', '/Users', { userName: '' });
    else await refuse(what);
    await stage.wait(1);
  }
  await stage.wait(31 * 1440);
  const { findings, failures } = await health();
  const told = new Set(findings.map((finding) => finding.signature));
  expect([4, 23].filter((number) => told.has(number))).toEqual([signature]);
  if (signature === 23) expect(failures.rate).toBeLessThan(0.4);
});

test('where people are and the record has ended, Entra has stopped coming', async () => {
  await stage.send('POST', '/Users', { userName: 'anna@example.com' });
  await stage.wait(61 * 1440);
  expect((await health()).findings).toMatchObject([
    { signature: 23, evidence: 'nothing for 60 days, as long as the record goes back' },
  ]);
});

test('a cycle that is due and has not come is told as such', async () => {
  await stage.send('POST', '/Users', { userName: 'anna@example.com' });
  await stage.wait(60);
  const { summary, nextCycleDue } = await health();
  expect(summary).toBe(`Provisioning works; a cycle was due at ${nextCycleDue}, and has not come yet`);
});

test.each([
  [2, [180]],
  [1, [40, 40, 40]],
])('what was refused in between hides nothing of signature %i', async (signature, pauses) => {
  await refuse('bearer unknown');
  for (const pause of pauses) {
    await stage.wait(40);
    await refuse('bearer unknown');
    await stage.wait(1);
    await stage.send('GET', '/Users?filter=userName%20eq%20%220d9c3c30-4c1e-4b7e-8f0e-111111111111%22');
    await stage.wait(pause);
  }
  const { status, findings } = await health();
  expect([status, findings[0]?.signature]).toEqual(['broken', signature]);
});

test('reads alone are no provisioning that works', async () => {
  await stage.send('GET', '/Users?count=1');
  expect(await health()).toMatchObject({ status: 'waiting', findings: [] });
  await stage.send('POST', '/Groups', { displayName: 'Staff' });
  expect(await health()).toMatchObject({ status: 'healthy' });
});

test('it says up to when it knows', async () => {
  const before = Date.parse(life.now());
  const known = Date.parse((await health()).knownUpTo) + 60_000;
  expect([known >= before, known <= Date.parse(life.now())]).toEqual([true, true]);
});

test.each([
  ['unsearchable-attribute', 8, () => stage.send('GET', `/Users?filter=${encodeURIComponent('userName eq "anna"')}`)],
  ['disable-refused', 12, (id: string) => stage.send('PATCH', `/Users/${id}`, setActive('False'))],
] as const)('what %s shows (%i) is told until the next cycle does the same well', async (mode, signature, doWell) => {
  const { id } = await stage.send('POST', '/Users', { userName: 'anna@example.com' });
  await MODES.find(({ name }) => name === mode)?.play(stage);
  await stage.wait(40);
  // Nothing of the kind comes: who knows.
  await stage.send('PATCH', `/Users/${id}`, {
    schemas: [PATCH_OP],
    Operations: [{ op: 'Add', path: 'title', value: 'T' }],
  });
  expect((await health()).findings[0]).toMatchObject({ signature });
  await stage.wait(40);
  await doWell(id);
  const { status, findings } = await health();
  expect([status, findings.find((finding) => finding.signature === signature)?.was]).toEqual(['healthy', true]);
});

test("the customer's admin is told what can be done without an operator's tools", () => {
  for (const { id, title, cause, fix, fixForAdmin = fix } of SIGNATURES)
    expect([id, `${title} ${cause} ${fixForAdmin}`]).toEqual([
      id,
      expect.not.stringMatching(/\bnpm\b|"scim |tenant file|operator:|docs\/|\/Schemas/),
    ]);
});
