import { randomUUID } from 'node:crypto';
import { createScim, type TestScim } from '../support/scim.ts';
import { BADGE, PRINTER, TENANT_SCHEMAS } from '../support/tenant-schemas.ts';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const patchOf = (...operations: unknown[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: operations,
});
const filtered = (endpoint: string, filter: string) => `${endpoint}?filter=${encodeURIComponent(filter)}`;

let entra: TestScim;
let strict: TestScim;
beforeAll(async () => {
  entra = await createScim({ schemas: TENANT_SCHEMAS, matchingAttributes: [`${BADGE}:text`] });
  strict = await createScim({ schemas: TENANT_SCHEMAS, profile: 'strict' });
});
afterAll(async () => {
  await entra.drop();
  await strict.drop();
});

const badged = async (scim: TestScim, badge: object) => scim.createUser({ schemas: [USER, BADGE], [BADGE]: badge });
const patch = async (scim: TestScim, id: string, ...operations: unknown[]) =>
  scim.request('PATCH', `/Users/${id}`, patchOf(...operations));

const VALUES = {
  text: 'Größe ""',
  exact: 'CaSe',
  flag: false,
  whole: -9007199254740991,
  fraction: 1.5e-7,
  moment: '2027-01-31T08:00:00.1234567+02:00',
  bytes: 'AAEC/w==',
  link: 'https://example.com/a?b#C',
};
const LISTS = {
  texts: ['b', 'a'],
  exacts: ['x', 'X'],
  flags: [true, false],
  wholes: [3, 1, 2],
  fractions: [0.1, -1e100],
  moments: ['2027-01-31T08:00:00Z', '2026-01-31T08:00:00Z'],
  bytess: ['AA==', 'AQ=='],
  links: ['urn:a', '../b'],
};
const ALL = { ...VALUES, ...LISTS, box: VALUES, keys: [{ value: 'front', doors: [1, 2], primary: true }] };
/** Under entra an empty element is none (quirk wrapped-values). */
const EVERYTHINGS = { entra: ALL, strict: { ...ALL, texts: [...LISTS.texts, ''] } };

describe.each(['entra', 'strict'] as const)('an extension of users, profile %s', (profile) => {
  const EVERYTHING = EVERYTHINGS[profile];
  let scim: TestScim;
  beforeAll(() => {
    scim = profile === 'entra' ? entra : strict;
  });

  test('keeps every type of value exactly as sent, by POST, PUT and PATCH', async () => {
    const created = await badged(scim, EVERYTHING);
    expect(created.status).toBe(201);
    expect(created.body[BADGE]).toEqual(EVERYTHING);
    expect(created.body['schemas']).toEqual([USER, BADGE]);

    const { id, userName } = created.body;
    const url = `/Users/${id}`;
    expect((await scim.request('GET', url)).body[BADGE]).toEqual(EVERYTHING);

    const emptied = await scim.request('PUT', url, { schemas: [USER], userName });
    expect(emptied.body).not.toHaveProperty([BADGE]);
    expect(emptied.body['schemas']).toEqual([USER]);
    const replaced = await scim.request('PUT', url, { schemas: [USER, BADGE], userName, [BADGE]: EVERYTHING });
    expect(replaced.body[BADGE]).toEqual(EVERYTHING);

    await scim.request('PUT', url, { schemas: [USER], userName });
    const patched = await patch(
      scim,
      id,
      ...Object.entries(EVERYTHING).map(([name, value]) => ({ op: 'add', path: `${BADGE}:${name}`, value })),
    );
    expect(patched.body[BADGE]).toEqual(EVERYTHING);
    const whole = await patch(scim, id, { op: 'remove', path: BADGE }, { op: 'add', path: BADGE, value: EVERYTHING });
    expect(whole.body[BADGE]).toEqual(EVERYTHING);
    expect(whole.body.meta['version']).toBe(patched.body.meta['version']);
  });

  test.each([
    ['text eq "GRÖSSE"', false],
    ['text sw "größe"', true],
    ['exact eq "case"', false],
    ['exact eq "CaSe"', true],
    ['flag eq false', true],
    ['flag ne false', false],
    ['whole lt -9007199254740990', true],
    ['whole eq -9007199254740991', true],
    ['fraction ge 0.00000015', true],
    ['fraction gt 0.00000015', false],
    ['moment eq "2027-01-31T06:00:00.123Z"', true],
    ['moment lt "2027-01-31T06:00:00Z"', false],
    ['bytes eq "AAEC/w=="', true],
    ['link co "?B"', false],
    ['link ew "#C"', true],
    ['texts eq "A"', true],
    ['wholes gt 2', true],
    ['wholes gt 3', false],
    ['flags eq true', true],
    ['box.whole le 0', true],
    ['box.exact sw "ca"', false],
    ['box pr', true],
    ['keys[doors eq 2 and value eq "front"]', true],
    ['keys[doors eq 3]', false],
    ['keys eq "front"', true],
    ['asked pr', false],
  ])('is filtered by %s', async (filter, matches) => {
    const { id } = (await badged(scim, EVERYTHING)).body;
    const withUrn = /^keys|^box|^\w/.test(filter) ? `${BADGE}:${filter}` : filter;
    const { body } = await scim.request('GET', filtered('/Users', `id eq "${id}" and ${withUrn}`));
    expect(body.totalResults).toBe(matches ? 1 : 0);
  });

  test.each([
    ['text', true, 'a string'],
    ['flag', 'maybe', 'true or false'],
    ['whole', 1.5, 'a whole number'],
    ['fraction', 'one', 'a number'],
    ['moment', 'today', 'a date and time'],
    ['bytes', '!', 'base64'],
    ['link', {}, 'a string that holds a URI'],
    ['box', 'x', 'an object'],
    ['texts', [{ text: 'x' }], 'a string'],
    ['keys', [{ doors: [1] }], 'required'],
  ])('refuses a wrong %s and says what is allowed', async (name, value, allowed) => {
    await refused(name, value, allowed);
  });

  if (profile === 'strict')
    test.each([
      ['text', 5, 'a string'],
      ['texts', 'x', 'must be a list'],
      [
        'keys',
        [
          { value: 'a', primary: true },
          { value: 'b', primary: true },
        ],
        'at most one',
      ],
    ])('refuses a wrong %s that entra takes', async (name, value, allowed) => {
      await refused(name, value, allowed);
    });

  async function refused(name: string, value: unknown, allowed: string): Promise<void> {
    const { status, body } = await badged(scim, { [name]: value });
    expect({ status, scimType: body['scimType'], detail: body.detail }).toEqual({
      status: 400,
      scimType: 'invalidValue',
      detail: expect.stringContaining(allowed) as string,
    });
    expect(body.detail).toContain(name);
  }

  test('discards what is write-only, everywhere', async () => {
    const created = await badged(scim, { text: 'x', secret: 's', chip: { color: 'red', pin: '1' } });
    const { id } = created.body;
    const patched = await patch(
      scim,
      id,
      { op: 'add', path: `${BADGE}:secret`, value: 's' },
      { op: 'add', path: `${BADGE}:chip.pin`, value: '2' },
      { op: 'replace', path: BADGE, value: { secret: 't', chip: { pin: '3' } } },
    );
    expect(patched.body[BADGE]).toEqual({ text: 'x', chip: { color: 'red' } });
    expect(patched.body.meta['version']).toBe(created.body.meta['version']);
    expect(JSON.stringify(await scim.store.get('User', id))).not.toMatch(/"(?:secret|pin)"/);
  });

  test('ignores what is read-only in a body and refuses it as a path', async () => {
    const created = await badged(scim, { text: 'x', grade: 'A', chip: { state: 'on', color: 'red' } });
    expect(created.body[BADGE]).toEqual({ text: 'x', chip: { color: 'red' } });
    const replace = async (path: string) => patch(scim, created.body.id, { op: 'replace', path, value: 'B' });
    const grade = await replace(`${BADGE}:grade`);
    expect([grade.status, grade.body['scimType']]).toEqual([400, 'mutability']);
    // Entra sends sub-attributes that the service sets, as manager.displayName, along with others.
    const state = await replace(`${BADGE}:chip.state`);
    if (profile === 'strict') expect([state.status, state.body['scimType']]).toEqual([400, 'mutability']);
    else expect([state.status, state.body]).toEqual([200, created.body]);
  });

  test('returns attributes as their "returned" says', async () => {
    const all = { text: 'x', shown: 's', hidden: 'h', asked: 'a' };
    const { body } = await badged(scim, all);
    expect(body[BADGE]).toEqual({ text: 'x', shown: 's', asked: 'a' });
    const get = async (query: string) => (await scim.request('GET', `/Users/${body.id}?${query}`)).body[BADGE];
    expect(await get(`attributes=${BADGE}:asked`)).toEqual({ asked: 'a', shown: 's' });
    expect(await get(`attributes=${BADGE}:hidden`)).toEqual({ shown: 's' });
    expect(await get('attributes=userName')).toEqual({ shown: 's' });
    expect(await get(`attributes=${BADGE}`)).toEqual({ text: 'x', shown: 's' });
    expect(await get(`excludedAttributes=${BADGE}:shown,${BADGE}:text`)).toEqual({ shown: 's' });
    expect(await get(`excludedAttributes=${BADGE}`)).toEqual({ shown: 's' });
    const guess = await scim.request('GET', filtered('/Users', `${BADGE}:hidden eq "h"`));
    expect([guess.status, guess.body['scimType']]).toEqual([400, 'invalidFilter']);
  });

  test('changes nothing that is immutable, in complex values either', async () => {
    const badge = { born: 'Bern', chip: { serial: '1', color: 'red' }, keys: [{ value: 'front', doors: [1] }] };
    const { id, userName } = (await badged(scim, badge)).body;
    const refused = async (answer: ReturnType<TestScim['request']>) => {
      const { status, body } = await answer;
      expect([status, body['scimType']]).toEqual([400, 'mutability']);
    };
    const put = async (changed: object) =>
      scim.request('PUT', `/Users/${id}`, {
        schemas: [USER, BADGE],
        userName,
        [BADGE]: { ...badge, ...changed },
      });
    await refused(put({ born: 'Basel' }));
    await refused(put({ born: null }));
    await refused(put({ chip: { serial: '2' } }));
    await refused(put({ chip: { color: 'red' } }));
    await refused(put({ chip: null }));
    const add = (path: string, value: unknown) => ({ op: 'add', path: `${BADGE}:${path}`, value });
    await refused(patch(scim, id, add('born', 'Basel')));
    await refused(patch(scim, id, { op: 'remove', path: `${BADGE}:born` }));
    await refused(patch(scim, id, { op: 'remove', path: BADGE }));
    await refused(patch(scim, id, add('chip.serial', '2')));
    await refused(patch(scim, id, add('chip', { serial: '2' })));
    await refused(patch(scim, id, { op: 'remove', path: `${BADGE}:chip.serial` }));
    await refused(patch(scim, id, { op: 'replace', path: `${BADGE}:keys[value eq "front"].value`, value: 'back' }));
    await refused(patch(scim, id, { op: 'add', path: `${BADGE}:keys[doors eq 1]`, value: { value: 'back' } }));
    await refused(patch(scim, id, { op: 'remove', path: `${BADGE}:keys[value eq "front"].value` }));

    const allowed = await patch(
      scim,
      id,
      add('born', 'Bern'),
      add('chip', { serial: '1', color: 'blue' }),
      add('keys[value eq "front"].doors', [2]),
      add('keys', [{ value: 'back' }]),
    );
    expect(allowed.body[BADGE]).toEqual({
      born: 'Bern',
      chip: { serial: '1', color: 'blue' },
      keys: [{ value: 'front', doors: [2] }, { value: 'back' }],
    });
    const removed = await patch(scim, id, { op: 'remove', path: `${BADGE}:keys[value eq "front"]` });
    expect(removed.body[BADGE]).toHaveProperty('keys', [{ value: 'back' }]);
  });

  test('takes null in a complex value for one sub-attribute without touching the others', async () => {
    const { id } = (await badged(scim, { box: { text: 'x', whole: 1 }, chip: { color: 'red' } })).body;
    const { body } = await patch(
      scim,
      id,
      { op: 'replace', path: `${BADGE}:box`, value: { text: null, flag: true } },
      { op: 'replace', path: `${BADGE}:chip`, value: { color: null } },
    );
    expect(body[BADGE]).toEqual({ box: { whole: 1, flag: true } });
  });

  test('keeps unique values unique, by the case rule of each', async () => {
    const number = `N-${randomUUID()}`;
    const home = `https://example.com/${randomUUID()}`;
    const { id } = (await badged(scim, { number, home })).body;
    const other = (await badged(scim, { number: `${number}x`, home: home.toUpperCase() })).body;
    expect(other.id).toBeDefined();
    for (const badge of [{ number: number.toLowerCase() }, { home }]) {
      const { status, body } = await badged(scim, badge);
      expect([status, body['scimType']]).toEqual([409, 'uniqueness']);
      expect((await patch(scim, other.id, { op: 'add', path: BADGE, value: badge })).status).toBe(409);
    }
    const found = await scim.request('GET', filtered('/Users', `${BADGE}:number eq "${number.toUpperCase()}"`));
    expect(found.body.Resources.map((user) => user.id)).toEqual([id]);
    await patch(scim, id, { op: 'remove', path: BADGE });
    expect((await badged(scim, { number, home })).status).toBe(201);
  });
});

describe('what the profiles make of unknown names', () => {
  const stray = { [BADGE]: { text: 'x', shape: 'round' }, 'urn:example:unknown': { a: 1 }, nick: 1 };

  test('entra takes the extension without its URN in schemas, ignores unknown ones and does not return them', async () => {
    const { status, body } = await entra.createUser(stray);
    expect(status).toBe(201);
    expect(body[BADGE]).toEqual({ text: 'x' });
    expect(body['schemas']).toEqual([USER, BADGE]);
    expect(body).not.toHaveProperty(['urn:example:unknown']);
    expect(body).not.toHaveProperty('nick');
    const patched = await patch(
      entra,
      body.id,
      { op: 'add', path: `${BADGE}:shape`, value: 'square' },
      { op: 'add', path: 'urn:example:unknown:a', value: 2 },
      { op: 'add', value: { [BADGE]: { shape: 'x', grade: 'A', flag: 'True', whole: '7' }, [`${BADGE}:exact`]: 'E' } },
    );
    expect(patched.status).toBe(200);
    expect(patched.body[BADGE]).toEqual({ text: 'x', flag: true, whole: 7, exact: 'E' });
  });

  test('entra finds an attribute of an extension by its bare name', async () => {
    const { id } = (await entra.createUser({ text: 'bare', born: 'Bonn' })).body;
    const { body } = await entra.request('GET', filtered('/Users', 'text eq "BARE" and born eq "Bonn"'));
    expect(body.Resources.map((user) => user.id)).toEqual([id]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['an unknown attribute of the extension', { schemas: [USER, BADGE], [BADGE]: { shape: 'round' } }],
    ['an unknown extension', { schemas: [USER], 'urn:example:unknown': { a: 1 } }],
    ['a URN that is no schema of the type', { schemas: [USER, PRINTER] }],
  ])('strict refuses %s', async (_case, attributes) => {
    expect((await strict.createUser(attributes)).status).toBe(400);
  });

  test('an extension that "schemas" does not name is taken and named by entra, and refused by strict', async () => {
    const attributes = { schemas: [USER], userName: randomUUID(), [BADGE]: { text: 'unnamed' } };
    const { status, body } = await entra.createUser(attributes);
    expect([status, body['schemas'], body[BADGE]]).toEqual([201, [USER, BADGE], { text: 'unnamed' }]);
    const named = await strict.createUser({ ...attributes, schemas: [USER, BADGE] });
    for (const [method, url] of [
      ['POST', '/Users'],
      ['PUT', `/Users/${named.body.id}`],
    ] as const) {
      const refused = await strict.request(method, url, attributes);
      expect([refused.status, refused.body['scimType'], refused.body.detail]).toEqual([
        400,
        'invalidValue',
        expect.stringContaining(`does not name "${BADGE}"`),
      ]);
      const itself = { ...attributes, schemas: [USER, BADGE], [BADGE]: { schemas: [BADGE], text: 'own' } };
      if (method === 'PUT') expect((await strict.request(method, url, itself)).body[BADGE]).toEqual({ text: 'own' });
    }
  });

  test('what is returned on request is in the answer to the write that set it, and in no other', async () => {
    const { body } = await badged(entra, { text: 't', asked: 'a' });
    expect(body[BADGE]).toEqual({ text: 't', asked: 'a' });
    const get = async (query = '') => (await entra.request('GET', `/Users/${body.id}${query}`)).body[BADGE];
    expect(await get()).toEqual({ text: 't' });
    expect(await get(`?attributes=${BADGE}:asked`)).toEqual({ asked: 'a' });

    const other = await patch(entra, body.id, { op: 'replace', path: `${BADGE}:text`, value: 'u' });
    expect(other.body[BADGE]).toEqual({ text: 'u' });
    const own = await patch(entra, body.id, { op: 'replace', path: `${BADGE}:asked`, value: 'b' });
    expect(own.body[BADGE]).toEqual({ text: 'u', asked: 'b' });

    const put = await entra.request('PUT', `/Users/${body.id}`, {
      schemas: [USER, BADGE],
      userName: body.userName,
      [BADGE]: { text: 'u', asked: 'b' },
    });
    expect(put.body[BADGE]).toEqual({ text: 'u', asked: 'b' });
    const excluded = await entra.request('PUT', `/Users/${body.id}?excludedAttributes=${BADGE}:asked`, put.body);
    expect(excluded.body[BADGE]).toEqual({ text: 'u' });
  });

  test('strict refuses paths that nobody declared', async () => {
    const { id } = (await strict.createUser()).body;
    for (const path of [`${BADGE}:shape`, 'urn:example:unknown:a', 'text']) {
      const { status, body } = await patch(strict, id, { op: 'add', path, value: 'x' });
      expect([status, body['scimType']]).toEqual([400, 'invalidPath']);
    }
  });
});
