import { DIALECTS } from '../../simulator/dialect/dialect.ts';
import { isWrite } from '../../simulator/client/exchange.ts';
import { DEFAULT_MAPPINGS, customizeMappings, type AttributeMapping } from '../../simulator/dialect/mapping.ts';
import type { Person } from '../../simulator/company/person.ts';
import { createProvisioner, type CycleReport, type Provisioner } from '../../simulator/cycles/provisioner.ts';
import { startSmallServer, type Fault, type SmallServer } from './small-server.ts';

let server: SmallServer;
let fault: Fault;
let waits: number[];

beforeEach(async () => {
  fault = (_request, answer) => answer;
  waits = [];
  server = await startSmallServer((request, answer) => fault(request, answer));
});
afterEach(() => server.close());

interface Setting {
  dialect?: 'classic' | 'flagged';
  mappings?: readonly AttributeMapping[];
  managerCheck?: boolean;
}

function provisioner({
  dialect = 'classic',
  mappings = DEFAULT_MAPPINGS,
  managerCheck = true,
}: Setting = {}): Provisioner {
  const sleep = async (ms: number): Promise<void> => void waits.push(ms);
  const { url } = server;
  return createProvisioner({
    url,
    token: 's3cret',
    dialect: DIALECTS[dialect],
    mappings,
    concurrency: 2,
    managerCheck,
    sleep,
  });
}

const ann: Person = {
  objectId: 'o-ann',
  userPrincipalName: 'ann@contoso.example',
  userType: 'Member',
  accountEnabled: true,
  assigned: true,
  inRecycleBin: false,
  mailNickname: 'ann',
  displayName: 'Ann',
  jobTitle: 'Baker',
};
const bob: Person = {
  ...ann,
  objectId: 'o-bob',
  userPrincipalName: 'bob@contoso.example',
  mailNickname: 'bob',
  manager: 'o-ann',
};
const domain = 'contoso.example';
const run = (job: Provisioner, ...people: Person[]): Promise<CycleReport> =>
  job.runCycle('c', { domain, people, groups: [] }, 'changed');
const runFull = (job: Provisioner, ...people: Person[]): Promise<CycleReport> =>
  job.runCycle('c', { domain, people, groups: [] }, 'full');
const kinds = (report: CycleReport): string[] => report.requests.map((request) => request.kind);
const bodies = (): unknown[] => server.requests.filter(isWrite).map((request) => request.body);

test('probes users by every matching attribute, then groups, with random names', async () => {
  const mappings = customizeMappings([{ source: 'objectId', target: 'externalId', matching: 2 }]);
  const report = await provisioner({ mappings }).probe();
  expect(report.refused).toEqual([]);
  const guid = '"[0-9a-f]{8}-[0-9a-f-]{27}"';
  const [first, second, third] = server.requests.map((request) => request.path);
  expect(first).toMatch(new RegExp(`^/Users\\?filter=userName eq ${guid}$`));
  expect(second).toMatch(new RegExp(`^/Users\\?filter=externalId eq ${guid}$`));
  expect(third).toMatch(new RegExp(`^/Groups\\?excludedAttributes=members&filter=displayName eq ${guid}$`));
  expect(server.requests[0]?.authorization).toBe('Bearer s3cret');
});

test('sends the flag of the Tenant URL along with every request', async () => {
  await provisioner({ dialect: 'flagged' }).probe();
  expect(server.requests.every((request) => request.path.endsWith('&aadOptscim062020'))).toBe(true);
});

test('matches, creates, and sets managers after all users exist', async () => {
  const report = await run(provisioner(), bob, ann);
  expect(report.refused).toEqual([]);
  expect(kinds(report).toSorted()).toEqual(
    ['match', 'match', 'create', 'create', 'check manager', 'set manager'].toSorted(),
  );
  expect(kinds(report).slice(-2)).toEqual(['check manager', 'set manager']);
});

test('compares the manager with what it read when it may not ask', async () => {
  const job = provisioner({ managerCheck: false });
  expect(kinds(await run(job, ann, bob))).toContain('set manager');
  expect(kinds(await runFull(job, ann, bob))).toEqual(['read', 'read']);
});

test('writes nothing when nothing changed, reads nothing when only changes are asked for', async () => {
  const job = provisioner();
  await run(job, ann, bob);
  expect((await run(job, ann, bob)).requests).toEqual([]);
  const full = await runFull(job, ann, bob);
  expect(full.writes).toBe(0);
  expect(kinds(full).filter((kind) => kind === 'read')).toHaveLength(2);
});

test('reads before it patches, and patches only what differs', async () => {
  const job = provisioner();
  await run(job, ann);
  const report = await run(job, { ...ann, jobTitle: 'Chief', city: 'Bath' });
  expect(kinds(report)).toEqual(['read', 'update']);
  expect(bodies().at(-1)).toEqual({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [
      { op: 'Replace', path: 'title', value: 'Chief' },
      { op: 'Add', path: 'addresses[type eq "work"].locality', value: 'Bath' },
    ],
  });
});

test('sends nothing for a value that was cleared', async () => {
  const job = provisioner();
  await run(job, ann);
  const { jobTitle: _, ...cleared } = ann;
  expect((await run(job, cleared)).writes).toBe(0);
});

test('links to a user who is there already instead of creating one', async () => {
  await run(provisioner(), ann);
  const again = await run(provisioner(), { ...ann, jobTitle: 'Chief' });
  expect(kinds(again)).toEqual(['match', 'read', 'update']);
  expect(server.users.size).toBe(1);
});

test('tries matching attributes one after another', async () => {
  const mappings = customizeMappings([{ source: 'objectId', target: 'externalId', matching: 2 }]);
  await run(provisioner({ mappings }), ann);
  const renamed = { ...ann, userPrincipalName: 'ann.lee@contoso.example' };
  expect(kinds(await run(provisioner({ mappings }), renamed))).toEqual(['match', 'match', 'read', 'update']);
});

test('finds all users again after a reset, and writes nothing', async () => {
  const job = provisioner();
  await run(job, ann, bob);
  job.forgetLinks();
  const report = await runFull(job, ann, bob);
  expect(report.writes).toBe(0);
  expect(kinds(report).filter((kind) => kind === 'match')).toHaveLength(2);
  expect(job.targetIdOf('o-ann')).toBe(
    [...server.users.values()].find((user) => user['userName'] === ann.userPrincipalName)?.['id'],
  );
});

test('never provisions somebody who was disabled from the start', async () => {
  expect((await run(provisioner(), { ...ann, accountEnabled: false })).requests).toEqual([]);
});

test.each([
  ['disabled', { accountEnabled: false, jobTitle: 'On leave' }, 2],
  ['put in the recycle bin', { inRecycleBin: true }, 1],
  ['unassigned, whatever else changes', { assigned: false, jobTitle: 'Gone' }, 1],
])('switches off somebody who is %s, and on again on return', async (_, change, operations) => {
  const job = provisioner();
  await run(job, ann);
  await run(job, { ...ann, ...change });
  const off = bodies().at(-1) as { Operations: unknown[] };
  expect(off.Operations).toContainEqual({ op: 'Replace', path: 'active', value: 'False' });
  expect(off.Operations).toHaveLength(operations);
  await run(job, ann);
  const on = bodies().at(-1) as { Operations: unknown[] };
  expect(on.Operations).toContainEqual({ op: 'Replace', path: 'active', value: 'True' });
});

test('deletes somebody who is gone for good', async () => {
  const job = provisioner();
  await run(job, ann);
  expect(kinds(await run(job))).toEqual(['delete']);
  expect(server.users.size).toBe(0);
  expect((await run(job)).requests).toEqual([]);
});

test('leaves somebody alone who was unassigned first and deleted later', async () => {
  const job = provisioner();
  await run(job, ann);
  await run(job, { ...ann, assigned: false });
  expect((await runFull(job, { ...ann, assigned: false })).requests).toEqual([]);
  expect((await run(job)).requests).toEqual([]);
  expect(server.users.size).toBe(1);
});

test('reports a linked user whom the server has lost, and tries again in the next cycle', async () => {
  const job = provisioner();
  await run(job, ann);
  server.users.clear();
  const changed = { ...ann, jobTitle: 'Chief' };
  for (const report of [await run(job, changed), await run(job, changed)]) {
    expect(report.refused[0]?.reason).toContain('InvalidAnchor');
  }
});

test('refuses a match that belongs to another user', async () => {
  const job = provisioner();
  await run(job, ann);
  const report = await run(job, ann, { ...bob, userPrincipalName: ann.userPrincipalName });
  expect(report.refused.map((refusal) => refusal.expectation)).toEqual(['match']);
});

test.each([
  [429, '2', 2000],
  [503, '0', 0],
  [429, undefined, 1000],
])('waits after a %i with Retry-After %s, and sends again', async (status, header, ms) => {
  let busy = 2;
  fault = (_request, answer) => {
    if (busy === 0) return answer;
    busy -= 1;
    return { status, headers: header === undefined ? {} : { 'retry-after': header } };
  };
  const report = await provisioner().probe();
  expect(waits).toEqual([ms, ms]);
  expect(report.refused).toEqual([]);
  expect(report.requests.map((request) => request.retried)).toEqual([true, true, false, false]);
});

test('gives up and reports after six times 429', async () => {
  fault = () => ({ status: 429, headers: { 'retry-after': '1' } });
  const report = await run(provisioner(), ann);
  expect(report.requests).toHaveLength(6);
  expect(report.refused[0]?.reason).toBe('status 429 instead of 200');
});

test('reports a server that does not answer', async () => {
  const job = provisioner();
  await server.close();
  const report = await job.probe();
  expect(report.refused.map((refusal) => refusal.expectation)).toEqual(['status', 'status']);
  expect(report.refused[0]?.reason).toContain('no answer: ');
});

test('provisions many users at once, each by one query and one POST', async () => {
  const people = Array.from({ length: 8 }, (_, index) => ({
    ...ann,
    objectId: `o${index}`,
    userPrincipalName: `u${index}@contoso.example`,
  }));
  const report = await run(provisioner(), ...people);
  expect(report.refused).toEqual([]);
  expect(server.users.size).toBe(8);
  expect(report.requests.map((request) => request.template)).toEqual(Array.from({ length: 16 }, () => '/Users'));
});
