import { entraProfile } from '../../lambdas/scim/quirks/entra/profile.ts';
import type { Profile } from '../../lambdas/scim/quirks/quirk.ts';
import { createScim, type ScimAnswer } from '../support/scim.ts';
import { createTestTable, emptyTable, type TestTable } from '../support/table.ts';
import { wholePlay } from '../support/sizes.ts';
import { createSender, readFixtures, type Expected, type Fixture } from './fixture.ts';

const FIXTURES = readFixtures(import.meta.dirname);
const NEEDED = FIXTURES.flatMap(([name, fixture]) => fixture.quirks.map((quirk) => ({ quirk, name, fixture })));
const QUIRKS = [...entraProfile].map(({ name }) => name);

/** What may come of the same request again, where it is not what came first. */
const REPEATED: Readonly<Record<string, number>> = { POST: 409, DELETE: 404 };

/** A profile of these of Entra's quirks. */
const onlyQuirks = (names: readonly string[]): Profile =>
  new Set([...entraProfile].filter(({ name }) => names.includes(name)));

function expectAnswer(answer: ScimAnswer, { status = 200, body = {}, absent = [] }: Expected): void {
  expect({ status: answer.status, body: answer.body ?? {} }).toMatchObject({ status, body });
  for (const name of absent) expect(answer.body).not.toHaveProperty([name]);
}

let table: TestTable;
beforeAll(async () => {
  table = await createTestTable();
});
afterAll(() => table.drop());

/** Checks a fixture on an empty table: its request twice, and what the client asks next. */
async function check(fixture: Fixture, profile: Profile): Promise<void> {
  const { given = [], request, answer, again = answer.status, state, rematch } = fixture;
  const scim = await createScim({ table, context: { profile } });
  const { send, fill } = createSender(scim);
  const look = async (): Promise<unknown> => {
    if (!state) return undefined;
    const found = await send({ method: 'GET', path: state.path });
    expectAnswer(found, fill(state));
    return { body: found.body, etag: found.headers['etag'] };
  };
  try {
    for (const before of given) expectAnswer(await send(before), { status: 201 });
    expectAnswer(await send(request), fill(answer));
    const after = await look();
    expectAnswer(await send(request), { status: again });
    expect(await look()).toEqual(after);
    expectAnswer(await send({ method: 'GET', path: rematch.path }), { body: { totalResults: rematch.totalResults } });
  } finally {
    await emptyTable(table);
  }
}

describe('what clients send', () => {
  test.each(FIXTURES)('%s: is applied once, and found again', async (_name, fixture) => check(fixture, entraProfile));

  wholePlay.each(FIXTURES)('%s: needs no quirks but those it names', async (_name, fixture) =>
    check(fixture, onlyQuirks(fixture.quirks)),
  );

  test.each(NEEDED)('$name: needs $quirk', async ({ quirk, fixture }) => {
    const withoutIt = onlyQuirks(QUIRKS.filter((name) => name !== quirk));
    await expect(check(fixture, withoutIt)).rejects.toThrow('expect(');
  });

  test.each(FIXTURES)('%s: says whose it is, where it is known from, and what it needs', (name, fixture) => {
    expect(name.split('/')).toEqual([fixture.client, expect.stringMatching(/^[a-z0-9-]+$/)]);
    expect(fixture.source).toMatch(/^https:\/\//);
    expect(QUIRKS).toEqual(expect.arrayContaining([...fixture.quirks]));
    expect([undefined, REPEATED[fixture.request.method]]).toContain(fixture.again);
  });

  test.each(['aws', 'cyberark', 'entra', 'google', 'jumpcloud', 'okta', 'onelogin', 'ping', 'sailpoint'])(
    '%s has at least four fixtures',
    (client) => {
      expect(FIXTURES.filter(([, fixture]) => fixture.client === client).length).toBeGreaterThanOrEqual(4);
    },
  );
});
