import { PATCH_OP } from '../../simulator/dialect/dialect.ts';
import { fillIn, loadFixtures, runFixtures, type Fixture } from '../../simulator/fixtures/run-fixtures.ts';
import { startSmallServer } from './small-server.ts';
import { parseTarget, type Json } from '../../simulator/dialect/target-path.ts';

const PLACEHOLDERS = { random: 'r', userName: 'u', lowerUserName: 'u', managerId: 'm', otherId: 'o', id: 'i' };

describe('the fixtures', () => {
  test('have names of their own, known placeholders and target paths that can be read', async () => {
    const fixtures = await loadFixtures();
    expect(fixtures.length).toBeGreaterThan(80);
    expect(new Set(fixtures.map((fixture) => fixture.name)).size).toBe(fixtures.length);
    for (const fixture of fixtures) {
      expect(() => fillIn(JSON.parse(JSON.stringify(fixture)) as Json, PLACEHOLDERS)).not.toThrow();
      for (const step of [fixture, ...(fixture.then ?? [])]) {
        for (const path of Object.keys(step.expect.user ?? {})) expect(parseTarget(path).attribute).not.toBe('');
      }
    }
  });

  test('refuse a placeholder that nobody fills', () => {
    expect(() => fillIn({ a: '${nobody}' }, PLACEHOLDERS)).toThrow('unknown placeholder ${nobody}; known: random');
  });
});

describe('the fixture runner', () => {
  const patch = (title: string, user: Fixture['expect']['user']): Fixture => ({
    name: 'sets a title',
    method: 'PATCH',
    path: '/Users/${id}',
    body: { schemas: [PATCH_OP], Operations: [{ op: 'Replace', path: 'title', value: title }] },
    expect: { status: 200, ...(user === undefined ? {} : { user }) },
  });
  const replay = async (fixture: Fixture): Promise<string[]> => {
    const server = await startSmallServer();
    server.users.clear();
    const { passed, failed } = await runFixtures(server.url, 't', [{ given: { active: true }, ...fixture }]);
    await server.close();
    return [...passed, ...failed.map(({ refusal }) => refusal.reason)];
  };

  test('passes a fixture whose answer and user are as expected', async () => {
    expect(await replay(patch('Chief ${random}', { title: 'Chief ${random}', nickName: null }))).toEqual([
      'sets a title',
    ]);
  });

  test.each<[string, Fixture, string]>([
    ['a wrong value', patch('Chief', { title: 'Boss' }), 'in the answer, title is "Chief" instead of "Boss"'],
    [
      'a value that should be absent',
      patch('Chief', { title: null }),
      'in the answer, title is "Chief" instead of null',
    ],
    ['a wrong status', { ...patch('x', {}), expect: { status: [204] } }, 'status 200 instead of 204'],
    [
      'a wrong scimType',
      { name: 'f', method: 'GET', path: '/Users/${random}', expect: { status: 404, scimType: 'noTarget' } },
      'scimType is not "noTarget"',
    ],
    [
      'a query that finds nothing',
      { name: 'f', method: 'GET', path: '/Users?filter=title eq "${random}"', expect: { status: 200, found: true } },
      'found [] instead of the user',
    ],
    [
      'a query that finds somebody',
      {
        name: 'f',
        method: 'GET',
        path: '/Users?filter=userName eq "${userName}"',
        expect: { status: 200, found: false },
      },
      'instead of nothing',
    ],
  ])('reports %s', async (_, fixture, reason) => {
    const reasons = await replay(fixture);
    expect(reasons.some((each) => each.includes(reason))).toBe(true);
  });
});
