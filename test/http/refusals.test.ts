import { makeSecrets } from '../../lambdas/store/credentials/secrets.ts';
import { createJournalReader } from '../../lambdas/store/traffic/read-journal.ts';
import { createJournalWriter } from '../../lambdas/store/traffic/write-journal.ts';
import { commandUser } from '../../lambdas/service/lifecycle/operator/users.ts';
import { noteRefusals } from '../../lambdas/traffic/note-refusals.ts';
import type { FoundRefusal } from '../../lambdas/traffic/refusal.ts';
import { itemsOf } from '../support/items.ts';
import { createLife, type TestLife } from '../support/life.ts';
import { createScim, type TestScim } from '../support/scim.ts';
import { createTestTable } from '../support/table.ts';

const ANNA = {
  userName: 'anna@example.com',
  externalId: 'anna-1',
  emails: [{ type: 'work', value: 'anna.a@example.com' }],
  title: 'Secret Agent',
};
const UUID = 'c0ffee12-4f50-6172-8394-a5b6c7d8e9fa';
const NOBODY = '11111111-2222-4333-8444-555555555555';
const patch = (path: string, value: unknown) => ({ Operations: [{ op: 'Replace', path, value }] });
const filter = (text: string) => `/Users?filter=${encodeURIComponent(text)}`;

describe('what is noted of a refused request', () => {
  let scim: TestScim;
  let noted: FoundRefusal[];
  let id: string;
  beforeAll(async () => {
    scim = await createScim({ note: async (found) => void noted.push(...found), credentialId: 'key' });
    noted = [];
    id = (await scim.createUser(ANNA)).body.id;
  });
  beforeEach(() => (noted = []));
  afterAll(() => scim.drop());
  const told = () =>
    noted.map(({ refusal: { operation, type, status, scimType = '-', attributes, whom } }) => ({
      what: `${operation} ${type} ${status} ${scimType}`,
      attributes,
      whom,
    }));

  test('is who, why and when, and the ids of the request', async () => {
    const before = new Date().toISOString();
    await scim.request('POST', '/Users', { ...ANNA, externalId: 'anna-2' }, { 'x-ms-client-request-id': UUID });
    expect(noted).toEqual([
      {
        refusal: {
          at: expect.any(String),
          operation: 'create',
          type: 'User',
          status: 409,
          scimType: 'uniqueness',
          attributes: ['userName'],
          whom: { name: 'anna@example.com', externalId: 'anna-2' },
          requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          clientRequestId: UUID,
          by: 'key',
        },
        names: ['anna@example.com', 'anna-2', 'anna.a@example.com'],
      },
    ]);
    expect(noted[0]!.refusal.at >= before).toBe(true);
  });

  type Row = [
    request: () => [method: string, url: string, body?: unknown],
    what: string,
    attributes: string[],
    whom: object,
  ];
  test.each<Row>([
    [() => ['PATCH', `/Users/${id}`, patch('active', 'perhaps')], 'update User 400 invalidValue', ['active'], {}],
    [
      () => ['PUT', `/Users/${id}`, { externalId: 'x' }],
      'update User 400 invalidValue',
      ['userName'],
      { externalId: 'x' },
    ],
    [() => ['POST', '/Users', { externalId: 'x' }], 'create User 400 invalidValue', ['userName'], { externalId: 'x' }],
    [() => ['PATCH', `/Users/${id}`, '{'], 'update User 400 invalidSyntax', [], {}],
    [() => ['PATCH', `/Users/${NOBODY}`, patch('title', 'x')], 'update User 404 -', ['title'], { id: NOBODY }],
    [() => ['DELETE', `/Users/${NOBODY}`], 'delete User 404 -', [], { id: NOBODY }],
    [() => ['GET', filter('shoeSize eq "44"')], 'search User 400 invalidFilter', [], {}],
    [
      () => ['GET', filter('userName eq "bert" and shoeSize eq "44"')],
      'search User 400 invalidFilter',
      [],
      { name: 'bert' },
    ],
    [() => ['POST', '/Groups', { members: [{ value: id }] }], 'create Group 400 invalidValue', ['displayName'], {}],
    [() => ['POST', '/Users/.search', { filter: 'id eq "7" and' }], 'search User 400 invalidFilter', [], { id: '7' }],
  ])('%#', async (request, what, attributes, whom) => {
    const [method, url, body] = request();
    await scim.request(method, url, body);
    expect(told()).toEqual([{ what, attributes, whom: url.includes(id) ? { id, ...whom } : whom }]);
  });

  test('is nothing of what was done, of a GET that finds nothing, of another path, and of who may not', async () => {
    await scim.createUser();
    await scim.request('GET', `/Users/${id}`);
    await scim.request('GET', `/Users/${NOBODY}`);
    await scim.request('GET', filter('userName eq "nobody"'));
    await scim.request('PATCH', `/Users/${id}`, patch('title', 'Agent'));
    await scim.request('DELETE', '/Users');
    await scim.request('GET', '/Schemas?filter=x');
    await scim.requestAt('POST', '/scim/v2/scim/v2/Users', ANNA);
    await scim.request('POST', '/Users?access_token=x', ANNA);
    expect(noted).toEqual([]);
  });

  test('of a Bulk request is each operation that was refused', async () => {
    await scim.request('POST', '/Bulk', {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
      Operations: [
        { method: 'POST', path: '/Users', bulkId: 'a', data: { userName: ANNA.userName } },
        { method: 'PATCH', path: `/Users/${id}`, data: patch('title', 'Boss') },
        { method: 'DELETE', path: `/Groups/${NOBODY}` },
        { method: 'DELETE', path: '/Nowhere/1' },
      ],
    });
    expect(told()).toEqual([
      { what: 'create User 409 uniqueness', attributes: ['userName'], whom: { name: ANNA.userName } },
      { what: 'delete Group 404 -', attributes: [], whom: { id: NOBODY } },
    ]);
  });

  test('is no value but what whoever it is about is called, and no id that is none', async () => {
    const headers = { 'client-request-id': 'anna@example.com' };
    await scim.request('POST', '/Users', { ...ANNA, title: 7, locale: { a: 'Paris' } }, headers);
    await scim.request('PATCH', `/Users/${id}`, patch('emails[type eq "Paris"].primary', 'Secret'), headers);
    await scim.request('PATCH', `/Users/${id}`, patch('roles', [{ value: 'Secret', primary: 'Paris' }]), headers);
    expect(noted.length).toBeGreaterThan(1);
    expect(noted.map(({ refusal }) => refusal.clientRequestId)).not.toContain('anna@example.com');
    expect(JSON.stringify(noted.map(({ refusal }) => refusal))).not.toMatch(/Secret|Paris|anna\.a@/);
  });

  test('has a bound, whatever is sent', async () => {
    const emails = Array.from({ length: 500 }, (_, at) => ({ value: `${at}@example.com` }));
    await scim.request('POST', '/Users', { userName: 'x'.repeat(100_000), emails });
    await scim.request('GET', `/Users?filter=${encodeURIComponent('userName eq "x" or '.repeat(2_000))}`);
    await scim.request('PATCH', `/Users/${id}`, patch('emails', '['.repeat(50_000)));
    expect(Math.max(...noted.map(({ names }) => names.length))).toBeLessThanOrEqual(10);
    expect(Math.max(...noted.map(({ refusal }) => JSON.stringify(refusal).length))).toBeLessThanOrEqual(1_000);
  });
});

describe('the journal behind the endpoint', () => {
  let life: TestLife;
  let failing: boolean;
  let errors: unknown[];
  const access = () => ({ client: life.scim.table.documentClient, tableName: life.scim.table.tableName });
  beforeAll(async () => {
    errors = [];
    const table = await createTestTable();
    const journal = createJournalWriter({ client: table.documentClient, tableName: table.tableName });
    const note = noteRefusals({
      addRefusal: async (found) => {
        if (failing) throw new Error('busy');
        await journal.addRefusal(found);
      },
      addLeftOut: (moment, count) => journal.addLeftOut(moment, count),
      now: Date.now,
      onError: (error) => errors.push(error),
    });
    life = await createLife({ note, table });
    await makeSecrets(access());
  });
  beforeEach(() => (failing = false));
  afterAll(() => life.scim.drop());

  test('that fails changes no answer', async () => {
    await life.scim.createUser(ANNA);
    const refused = await life.scim.createUser(ANNA);
    failing = true;
    const other = await life.scim.createUser(ANNA);
    expect([refused.status, other.status, other.body.detail]).toEqual([409, 409, refused.body.detail]);
    expect(errors).toHaveLength(1);
  });

  test('has nothing more of who is erased, by the clock and on request', async () => {
    const reader = createJournalReader(access());
    const all = { from: '2026', limit: 100 };
    const bert = { ...ANNA, userName: 'bert@example.com', externalId: 'bert-1', emails: [{ value: 'b@example.com' }] };
    const ids: string[] = [];
    for (const person of [{ ...ANNA, userName: 'zoe@example.com', externalId: 'zoe-1' }, bert]) {
      const { id } = (await life.scim.createUser(person)).body;
      ids.push(id);
      await life.scim.createUser(person);
      await life.scim.createUser({ ...person, externalId: 'earlier' });
      await life.scim.request('PATCH', `/Users/${id}`, patch('active', 'perhaps'));
    }
    expect((await reader.journalOf(['zoe-1', 'bert-1', ...ids], all)).entries).toHaveLength(4);
    await commandUser(life.operating, 'erase', ids[0]!);
    await life.scim.request('DELETE', `/Users/${ids[1]}`);
    life.forward(31);
    expect((await life.runJobs()).report.purged).toBe(1);
    expect((await reader.journalOf(['zoe@example.com', 'bert@example.com', 'earlier', ...ids], all)).entries).toEqual(
      [],
    );
    const journal = (await itemsOf(life.scim.table)).filter(({ pk }) => pk.startsWith('JOURNAL'));
    expect(JSON.stringify(journal)).not.toMatch(/zoe|bert/);
    expect(await reader.erasedAt('b@example.com', '2026')).toBeDefined();
  });
});
