import { makeSecrets } from '../../lambdas/store/credentials/secrets.ts';
import { createJournalWriter } from '../../lambdas/store/traffic/write-journal.ts';
import { noteRefusals } from '../../lambdas/traffic/note-refusals.ts';
import { createScim, type TestScim } from '../support/scim.ts';
import { createTestTable } from '../support/table.ts';
import { UNITS } from '../../tools/cost/units.ts';
import { meter, type Meter } from '../../tools/dynamodb-local/meter.ts';

/** What a request may cost: round trips that wait for one another, write and read units. */
describe('budget of a request', () => {
  let scim: TestScim;
  let used: Meter;
  let id: string;
  let group: string;
  let alone: string;
  let deleted: string;
  let inOne: string;
  const attributes = {
    userName: 'anna@example.com',
    externalId: 'anna',
    displayName: 'Anna Lindqvist',
    name: { givenName: 'Anna', familyName: 'Lindqvist', formatted: 'Anna Lindqvist' },
    title: 'Head of Regional Customer Relations',
    emails: [{ type: 'work', value: 'anna@example.com', primary: true }],
    addresses: [
      {
        type: 'work',
        formatted: 'Storgatan 14, 111 23 Stockholm',
        streetAddress: 'Storgatan 14',
        locality: 'Stockholm',
        postalCode: '111 23',
        country: 'Sweden',
      },
    ],
    phoneNumbers: [
      { type: 'work', value: '+46 8 555 0100' },
      { type: 'mobile', value: '+46 70 555 0101' },
      { type: 'fax', value: '+46 8 555 0102' },
    ],
    nickName: 'x'.repeat(300),
  };

  const objectIds: Readonly<Record<string, string>> = {
    new: '11111111-2222-4333-8444-555555555555',
    'in-one': '11111111-2222-4333-8444-666666666666',
    large: '11111111-2222-4333-8444-777777777777',
  };

  /** A user of 0.8 KB whose userName is its e-mail address. */
  const small = (name: string) => ({
    ...attributes,
    userName: `${name}@example.com`,
    externalId: objectIds[name] ?? name,
    emails: [{ type: 'work', value: `${name}@example.com`, primary: true }],
    nickName: 'x'.repeat(20),
  });
  /** The same of 1.1 KB, about what Entra sends of a user by default. */
  const large = (name: string) => ({ ...small(name), nickName: attributes.nickName });
  const many = {
    Operations: [
      { op: 'Add', path: 'members', value: Array.from({ length: 60 }, (_, at) => ({ value: `new-${at}` })) },
    ],
  };

  beforeAll(async () => {
    scim = await createScim();
    used = meter(scim.table.documentClient);
    id = (await scim.createUser(attributes)).body.id;
    for (let index = 0; index < 100; index += 1)
      await scim.createUser({
        ...attributes,
        userName: `u${index}`,
        externalId: `e${index}`,
        emails: [{ value: `m${index}` }],
      });
    await scim.request('GET', '/Users?cursor=&count=1');
    const members = Array.from({ length: 500 }, (_, index) => ({ value: `member-${index}` }));
    group = (await scim.request('POST', '/Groups', { displayName: 'Staff', members })).body.id;
    deleted = (await scim.request('POST', '/Groups', { displayName: 'Deleted', members })).body.id;
    alone = (await scim.createUser(small('alone'))).body.id;
    inOne = (await scim.createUser(small('in-one'))).body.id;
    await scim.request('POST', '/Groups', { displayName: 'Of one', members: [{ value: inOne }] });
    await scim.recover();
  });
  afterAll(async () => scim.drop());

  const filter = (text: string) => `/Users?filter=${encodeURIComponent(text)}`;
  const groups = (text: string) => `/Groups?filter=${encodeURIComponent(text)}`;
  const member = (op: string) => ({ Operations: [{ op, path: 'members', value: [{ value: id }] }] });
  const dropGroups = { op: 'remove', path: 'members[type eq "Group"]' };
  const patch = (value: string) => ({ Operations: [{ op: 'Replace', path: 'title', value }] });

  test.each<[string, () => [method: string, url: string, body?: unknown], { trips: number; wru: number; rru: number }]>(
    [
      ['filter by userName, no hit', () => ['GET', filter('userName eq "nobody"')], UNITS.filterNoHit],
      ['filter by externalId, no hit', () => ['GET', filter('externalId eq "nobody"')], { trips: 1, wru: 0, rru: 1 }],
      [
        'filter by userName, hit',
        () => ['GET', filter('userName eq "ANNA@example.com"')],
        { trips: 2, wru: 0, rru: 2 },
      ],
      ['filter by externalId, hit', () => ['GET', filter('externalId eq "anna"')], { trips: 2, wru: 0, rru: 2 }],
      [
        'filter by work e-mail, hit',
        () => ['GET', filter('emails[type eq "work"].value eq "anna@example.com"')],
        { trips: 2, wru: 0, rru: 2 },
      ],
      ['manager check', () => ['GET', filter(`id eq "${id}" and manager eq "x"`)], UNITS.managerCheck],
      ['GET by id', () => ['GET', `/Users/${id}`], UNITS.readUser],
      // The first trip looks whether the same person was deleted and is still kept. The user, its claim,
      // the lookup by externalId and the counter twice 1, and 1 for the listing.
      ['POST', () => ['POST', '/Users', small('new')], { trips: 2, wru: 9, rru: 1 }],
      ['DELETE', () => ['DELETE', `/Users/${alone}`], { trips: 2, wru: 12, rru: 4 }],
      ['DELETE of a user in one group', () => ['DELETE', `/Users/${inOne}`], UNITS.deleteUser],
      // The same person again: under its id, in no group.
      ['POST of who was deleted', () => ['POST', '/Users', small('in-one')], { trips: 3, wru: 12, rru: 5 }],
      ['PATCH of an ordinary attribute', () => ['PATCH', `/Users/${id}`, patch('new title')], UNITS.changeUser],
      ['PATCH that changes nothing', () => ['PATCH', `/Users/${id}`, patch('new title')], { trips: 1, wru: 0, rru: 1 }],
      ['list page of 100 by number', () => ['GET', '/Users?count=100'], { trips: 2, wru: 0, rru: 52.5 }],
      ['list page of 100 by cursor', () => ['GET', '/Users?count=100&cursor='], { trips: 2, wru: 0, rru: 53 }],
      ['a later page by number', () => ['GET', '/Users?startIndex=52&count=50'], { trips: 3, wru: 0, rru: 27 }],
      [
        'filter without an index, by cursor, no hit among 103',
        () => ['GET', `${filter('title co "nobody"')}&cursor=`],
        { trips: 4, wru: 0, rru: 53.5 },
      ],
      [
        'number of matches of a filter without an index',
        () => ['GET', `${filter('title co "nobody"')}&count=0`],
        { trips: 5, wru: 0, rru: 54.5 },
      ],
      // By no objectId nobody comes back: nobody is looked for.
      ['POST without an objectId', () => ['POST', '/Users', small('other')], { trips: 1, wru: 9, rru: 0 }],
      ['POST of a group', () => ['POST', '/Groups', { displayName: 'Few' }], UNITS.createGroup],
      // The group and its claim, the version of its own, and 4 for the member.
      [
        'POST of a group of one member',
        () => ['POST', '/Groups', { displayName: 'One', members: [{ value: id }] }],
        { trips: 2, wru: 11, rru: 2 },
      ],
      // The group, the membership, and the group among those of the member, twice 1 each.
      ['PATCH group, add one member', () => ['PATCH', `/Groups/${group}`, member('Add')], UNITS.addMember],
      [
        'PATCH group, add a member that is there',
        () => ['PATCH', `/Groups/${group}`, member('Add')],
        { trips: 1, wru: 0, rru: 3 },
      ],
      // A batch of users is read together: what they are in, and then each level of groups.
      [
        '103 users with their groups',
        () => ['GET', '/Users?count=200&attributes=groups'],
        { trips: 7, wru: 0, rru: 164.5 },
      ],
      [
        'a filter on the names of groups, no hit among 102',
        () => ['GET', `${filter('groups.display sw "zzz"')}&cursor=`],
        { trips: 23, wru: 0, rru: 168.5 },
      ],
      ['GET group without members', () => ['GET', `/Groups/${group}?excludedAttributes=members`], UNITS.readGroup],
      ['GET group of 501 members', () => ['GET', `/Groups/${group}`], { trips: 3, wru: 0, rru: 16 }],
      [
        'group by id and member',
        () => ['GET', `${groups(`id eq "${group}" and members eq "${id}"`)}&excludedAttributes=members`],
        { trips: 2, wru: 0, rru: 4 },
      ],
      [
        'groups by member',
        () => ['GET', `${groups(`members[value eq "${id}"]`)}&excludedAttributes=members`],
        { trips: 3, wru: 0, rru: 4 },
      ],
      [
        'users of a group of 501, by number',
        () => ['GET', `${filter(`groups.value eq "${group}"`)}&attributes=userName`],
        { trips: 3, wru: 0, rru: 16 },
      ],
      [
        'users of a group of 501, by cursor',
        () => ['GET', `${filter(`groups.value eq "${group}"`)}&attributes=userName&count=1&cursor=`],
        // Nearly all of its members are nobody: what the first read did not find is read at once.
        { trips: 9, wru: 0, rru: 522 },
      ],
      [
        'PATCH group, remove one member',
        () => ['PATCH', `/Groups/${group}`, member('Remove')],
        { trips: 2, wru: 6, rru: 2 },
      ],
      [
        'GET group without members, probe',
        () => ['GET', `/Groups?excludedAttributes=members&filter=${encodeURIComponent('displayName eq "x"')}`],
        UNITS.groupFilterNoHit,
      ],
      [
        'PATCH group by the list of its members, nothing new',
        () => ['PATCH', `/Groups/${group}`, { Operations: [dropGroups] }],
        { trips: 2, wru: 0, rru: 15 },
      ],
      [
        'PATCH group by the list of its members, one new',
        () => ['PATCH', `/Groups/${group}`, { Operations: [dropGroups, ...member('Add').Operations] }],
        // The third trip looks up what is new.
        { trips: 4, wru: 6, rru: 17 },
      ],
      // The group and its claim, the counter, and that nobody can make it a member any more, twice 1 each;
      // 1 for the listing and 1 for the due index. Its members are not touched, however many.
      ['DELETE of a group of 501', () => ['DELETE', `/Groups/${deleted}`], { trips: 2, wru: 10, rru: 4 }],
      // The intent of 60 members in two parts, and the decision; carrying it out is the recovery function's.
      ['PATCH group, add 60 members', () => ['PATCH', `/Groups/${group}`, many], { trips: 5, wru: 8, rru: 181 }],
      // As above, and twice 2 for the user.
      ['POST of a user of more than 1 KB', () => ['POST', '/Users', large('large')], UNITS.createUser],
    ],
  )('%s', async (_name, request, budget) => {
    used.reset();
    const { status } = await scim.request(...request());
    const { trips, wru, rru } = used;
    expect(status).toBeLessThan(300);
    expect({ trips, wru, rru }).toEqual(budget);
  });
});

/** What is refused is written down, once for itself and once for each name, twice 1 WRU each. */
describe('budget of a request that is refused', () => {
  let scim: TestScim;
  let used: Meter;
  let id: string;
  const anna = { userName: 'anna@example.com', externalId: 'anna', emails: [{ value: 'anna@example.com' }] };
  const patch = { Operations: [{ op: 'Replace', path: 'active', value: 'perhaps' }] };
  beforeAll(async () => {
    const table = await createTestTable();
    const access = { client: table.documentClient, tableName: table.tableName };
    await makeSecrets(access);
    const journal = createJournalWriter(access);
    scim = await createScim({
      table,
      note: noteRefusals({
        addRefusal: (found) => journal.addRefusal(found),
        addLeftOut: (moment, count) => journal.addLeftOut(moment, count),
        now: () => 0,
        onError: (error) => {
          throw error;
        },
      }),
    });
    used = meter(table.documentClient);
    id = (await scim.createUser(anna)).body.id;
    // The key is read once.
    await scim.request('PATCH', `/Users/${id}`, patch);
  });
  afterAll(() => scim.drop());

  test.each<[string, () => [method: string, url: string, body?: unknown], number, object]>([
    // The transaction that finds it taken is refused, which is not counted here; two names.
    ['POST of a userName that is taken', () => ['POST', '/Users', anna], 409, { trips: 2, wru: 6, rru: 0 }],
    ['PATCH with a wrong value', () => ['PATCH', `/Users/${id}`, patch], 400, { trips: 2, wru: 4, rru: 1 }],
    ['a filter that cannot be', () => ['GET', '/Users?filter=badge+eq+%22a%22'], 400, { trips: 1, wru: 2, rru: 0 }],
    ['a body that is no JSON', () => ['POST', '/Users', '{'], 400, { trips: 1, wru: 2, rru: 0 }],
    ['GET of nobody', () => ['GET', '/Users/nobody'], 404, { trips: 1, wru: 0, rru: 1 }],
  ])('%s', async (_name, request, status, budget) => {
    used.reset();
    expect((await scim.request(...request())).status).toBe(status);
    const { trips, wru, rru } = used;
    expect({ trips, wru, rru }).toEqual(budget);
  });

  test('beyond twenty in a minute is a number, written now and then', async () => {
    const badFilter = () => scim.request('GET', '/Users?filter=badge+eq+%22a%22');
    for (let each = 0; each < 20; each += 1) await badFilter();
    used.reset();
    for (let each = 0; each < 100; each += 1) await badFilter();
    expect(used.wru).toBeLessThanOrEqual(3);
  });
});
