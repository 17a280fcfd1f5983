import { openSession, type Endpoint } from '../../conformance/harness/session.ts';
import { NEEDS, type Need, type Suite, type Test } from '../../conformance/harness/collect.ts';
import { isUnseen, useHost, type Target } from '../../conformance/harness/target.ts';
import { createScim } from '../support/scim.ts';

/**
 * The suites of conformance/ as tests of Jest. They run against the endpoint in this process, on a table of its own for each `openTarget`, or the one
 * at CONFORMANCE_URL with the token CONFORMANCE_TOKEN.
 */
const endpoint = readEndpoint();

function readEndpoint(): Endpoint | undefined {
  const { CONFORMANCE_URL: url, CONFORMANCE_TOKEN: token = '' } = process.env;
  return url ? { url, token } : undefined;
}

function openOverHttp(from: Endpoint): Target {
  const { base, request, cleanUp } = openSession(from);
  return { base, request, drop: async () => void (await cleanUp()) };
}

useHost({
  open: async (profile) => (endpoint === undefined ? createScim({ profile }) : openOverHttp(endpoint)),
  openInside: async ({ profile, now, scopes }) => {
    const inside = await createScim({
      ...(profile && { profile }),
      ...(scopes && { scopes }),
      ...(now && { context: { now } }),
    });
    return { ...inside, stored: (type, id) => inside.store.get(type, id) };
  },
});

async function isEmpty(from: Endpoint): Promise<boolean> {
  const { request } = openSession(from);
  const counts = await Promise.all(['/Users', '/Groups'].map((path) => request('GET', `${path}?count=0`)));
  return counts.every(({ status, body }) => status === 200 && body.totalResults === 0);
}

const ALL: readonly Need[] = ['table', 'clock', 'faults', 'tenants', 'empty directory'];
const available = endpoint === undefined ? ALL : (await isEmpty(endpoint)) ? ['empty directory'] : [];

/** Over HTTP the profile is what it is; not told, every test runs that could be right under one. */
const isOfProfile = ({ profile }: Suite): boolean =>
  endpoint === undefined || profile === undefined || (process.env['CONFORMANCE_PROFILE'] || profile) === profile;

const missing = ({ needs }: Suite | Test): string[] =>
  needs.filter((need) => !available.includes(need)).map((need) => `${need}: ${NEEDS[need]}`);

/** Gives suites to Jest; `failing` are tests that are known to fail, with the reason. */
export function giveToJest(suites: readonly Suite[], failing: Readonly<Record<string, string>> = {}): void {
  for (const suite of suites) giveSuite(suite, failing);
}

function giveSuite(suite: Suite, failing: Readonly<Record<string, string>>): void {
  const lacks = [...(isOfProfile(suite) ? [] : [`profile ${suite.profile}`]), ...missing(suite)];
  const give = lacks.length === 0 ? describe : describe.skip;
  give(lacks.length === 0 ? suite.title : `${suite.title} (needs ${lacks.join(', ')})`, () => {
    for (const step of suite.before) beforeAll(async () => step());
    for (const child of suite.children) {
      if (child.kind === 'suite') giveSuite(child, failing);
      else giveTest(child, failing);
    }
    for (const step of suite.after) afterAll(async () => step());
  });
}

function giveTest(one: Test, failing: Readonly<Record<string, string>>): void {
  const lacks = missing(one);
  const run = async (): Promise<void> => {
    try {
      await one.run();
    } catch (error) {
      // Nobody can see it from outside: neither right nor wrong.
      if (!isUnseen(error)) throw error;
    }
  };
  if (lacks.length > 0) test.skip(`${one.title} (needs ${lacks.join(', ')})`, run);
  else if (one.title in failing) test.failing(one.title, run);
  else test(one.title, run);
}
