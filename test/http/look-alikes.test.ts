import { fold } from '../../lambdas/scim/fold.ts';
import { createScim, type TestScim } from '../support/scim.ts';

const ADA = 'ada@example.com';
/** Each looks like the one before it, or nearly. */
const NAMES = [
  ADA,
  ` ${ADA}`,
  `${ADA}\u00a0`,
  'ad\u200ba@example.com',
  'ad\u00ada@example.com',
  '\u202eada@example.com\u202c',
  'ａda@example.com',
  'نامه‌ها',
  'نامهها',
  'Anna Lee',
  'Anna\u00a0Lee',
  'AnnaLee',
  '\u200b',
  ' ',
];

describe('values that look the same', () => {
  let scim: TestScim;
  beforeAll(async () => {
    scim = await createScim();
  });
  afterAll(async () => scim.drop());

  const found = async (path: string, name: string, value: string): Promise<string[]> => {
    const filter = encodeURIComponent(`${name} eq ${JSON.stringify(value)}`);
    return (await scim.request('GET', `${path}?filter=${filter}`)).body.Resources?.map(
      (each: { id: string }) => each.id,
    );
  };

  test.each([
    ['/Users', 'userName'],
    ['/Groups', 'displayName'],
  ])('%s: the second of two that fold alike is 409, whichever they are', async (path, name) => {
    const owners = new Map<string, string>();
    for (const value of NAMES) {
      const { status, body } = await scim.request('POST', path, { [name]: value });
      const owner = owners.get(fold(value));
      expect([value, status]).toEqual([value, owner === undefined ? 201 : 409]);
      if (owner === undefined) {
        expect(body).toHaveProperty(name, value);
        owners.set(fold(value), body.id);
      }
      expect(await found(path, name, value)).toEqual([owners.get(fold(value))]);
    }
  });

  test.each([
    ['ad\u200ba', 'the value sent holds U+200B (zero width space))'],
    ['ada ', 'the value sent holds U+0020 (blank))'],
    ['ada\u00a0\ufe0f', 'the value sent holds U+FE0F, U+00A0 (no-break space))'],
    ['ADA', 'blanks around it, and characters that cannot be seen);'],
  ])('%j: the refusal says why it is the same as another', async (displayName, why) => {
    await scim.request('POST', '/Groups', { displayName: 'ada' });
    const other = (await scim.request('POST', '/Groups', { displayName: `other ${why}` })).body;
    const operations = [{ op: 'replace', path: 'displayName', value: displayName }];
    const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations };
    for (const answer of [
      await scim.request('POST', '/Groups', { displayName }),
      await scim.request('PUT', `/Groups/${other.id}`, { displayName }),
      await scim.request('PATCH', `/Groups/${other.id}`, body),
    ]) {
      expect(answer).toMatchObject({ status: 409, body: { scimType: 'uniqueness' } });
      expect(answer.body.detail).toContain(why);
    }
  });

  test.each([
    ['\0', 'U+0000 (NUL)'],
    ['\n', 'U+000A (line feed)'],
    ['\u0085', 'U+0085'],
    ['\u2028', 'U+2028 (line separator)'],
  ])('%j in a unique value is 400, and elsewhere it stays', async (character, named) => {
    const value = `a${character}b`;
    const refused = await scim.request('POST', '/Users', { userName: value });
    expect(refused).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
    expect(refused.body.detail).toContain(`"userName" holds the control character ${named}`);
    expect((await scim.request('POST', '/Groups', { displayName: value })).status).toBe(400);
    const { body } = await scim.createUser({ title: value, displayName: value });
    expect(body).toMatchObject({ title: value, displayName: value });
  });
});
