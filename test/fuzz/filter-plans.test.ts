import fc from 'fast-check';
import { bindFilter } from '../../lambdas/scim/query/bind.ts';
import { parseFilter } from '../../lambdas/scim/query/parse.ts';
import { planFilter } from '../../lambdas/scim/query/plan.ts';
import { compilePredicate } from '../../lambdas/scim/query/predicate.ts';
import { printFilter } from '../../lambdas/scim/query/print.ts';
import type { Filter } from '../../lambdas/scim/query/syntax.ts';
import { userBody } from '../scim/arbitrary-user.ts';
import { userFilter } from '../scim/query/arbitrary-user-filter.ts';
import { strictUser } from '../scim/rules.ts';
import { createScim, type TestScim } from '../support/scim.ts';
import { sizes } from '../support/sizes.ts';

/** Filters that are asked of each directory. */
const FILTERS = sizes.fuzzFilters;
/** FUZZ_SEED repeats a run. */
const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);
const DIRECTORIES = 3;
const USERS = 25;

type User = Record<string, unknown> & { id: string };

/** A directory of random users; a name that collides with one that is there is refused, as it should be. */
async function fill(scim: TestScim, seed: number): Promise<User[]> {
  const users: User[] = [];
  for (const body of fc.sample(userBody, { numRuns: USERS, seed })) {
    const { status, body: created } = await scim.request('POST', '/Users', body);
    expect([201, 409]).toContain(status);
    if (status === 201) users.push(created);
  }
  return users.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Equalities that something in the directory meets, so that the plans by id, claim and lookup find what they look for. */
function met(users: readonly User[], pick: number): Filter {
  const user = users[pick % users.length] as User;
  const emails = (user['emails'] ?? []) as readonly { value?: string; type?: string }[];
  const choices = [
    `userName eq ${JSON.stringify(user['userName'])}`,
    `id eq ${JSON.stringify(user.id)}`,
    ...(user['externalId'] === undefined ? [] : [`externalId eq ${JSON.stringify(user['externalId'])}`]),
    ...emails.flatMap(({ value }) =>
      value === undefined
        ? []
        : [`emails eq ${JSON.stringify(value)}`, `emails[value eq ${JSON.stringify(value.toUpperCase())}]`],
    ),
  ];
  return parseFilter(choices[pick % choices.length] ?? '');
}

test(
  `whatever the plan, a query finds what the filter says (seed ${SEED})`,
  async () => {
    const plans = new Map<string, number>();
    for (let directory = 0; directory < DIRECTORIES; directory += 1) {
      const scim = await createScim({ profile: 'strict' });
      const users = await fill(scim, SEED + directory);
      const both = fc
        .tuple(userFilter, fc.nat(), fc.constantFrom('plain', 'and', 'rest'))
        .map(([filter, pick, how]): Filter => {
          const sure = met(users, pick);
          return how === 'plain'
            ? filter
            : how === 'rest'
              ? sure
              : { kind: 'logExp', operator: 'and', left: filter, right: sure };
        });
      const filters = fc.sample(both, { numRuns: FILTERS, seed: SEED + directory });
      for (let first = 0; first < filters.length; first += 10) {
        await Promise.all(
          filters.slice(first, first + 10).map(async (filter) => {
            const bound = bindFilter(filter, strictUser);
            const { kind } = planFilter(bound, strictUser.type);
            plans.set(kind, (plans.get(kind) ?? 0) + 1);
            const expected = users.filter(compilePredicate(bound)).map(({ id }) => id);
            const text = printFilter(filter);
            const { status, body } = await scim.request('POST', '/Users/.search', {
              schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
              filter: text,
              attributes: ['id'],
            });
            expect({ text, status, found: body.Resources?.map(({ id }) => id), total: body.totalResults }).toEqual({
              text,
              status: 200,
              found: expected,
              total: expected.length,
            });
          }),
        );
      }
      await scim.drop();
    }
    expect([...plans.keys()].sort()).toEqual(['claim', 'id', 'listing', 'lookup']);
  },
  600_000 + FILTERS * 3_000,
);
