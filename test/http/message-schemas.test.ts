import { createScim, type TestScim } from '../support/scim.ts';

const FOREIGN = 'urn:ietf:params:scim:schemas:core:2.0:User';

describe.each([
  ['entra', 200],
  ['strict', 400],
] as const)('a message that does not say what it is, under %s', (profile, status) => {
  let scim: TestScim;
  let user: string;
  beforeAll(async () => {
    scim = await createScim({ profile });
    user = `/Users/${(await scim.createUser({ title: 'before' })).body.id}`;
  });
  afterAll(() => scim.drop());

  test.each([[undefined], [null], [[]], [[FOREIGN]]])('with the "schemas" %j', async (schemas) => {
    const Operations = [{ op: 'replace', path: 'title', value: 'after' }];
    const answers = [
      await scim.request('PATCH', user, { schemas, Operations }),
      await scim.request('POST', '/Bulk', { schemas, Operations: [] }),
      await scim.request('POST', '/Users/.search', { schemas, count: 1 }),
      await scim.request('POST', '/.search', { schemas, count: 1 }),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([status, status, status, status]);
    expect((await scim.request('GET', user)).body['title']).toBe(status === 200 ? 'after' : 'before');
  });

  test('is refused when its "schemas" is no list', async () => {
    const answer = await scim.request('PATCH', user, { schemas: 1, Operations: [] });
    expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidSyntax' } });
  });
});
