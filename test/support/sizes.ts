/**
 * How large the tests are that could be of any size: TEST_SIZE is `short` (`npm test`), `full`
 * (`npm run test:full`) or `nightly`. The same test runs in each; only its numbers differ. What a
 * short run leaves out with them, the full run has: the web app in a browser, suites of
 * `scim conformance`, the later cycles of Entra with each way to sign in, and, in
 * test/docs/readme.test.ts, the second dialect and a database on disk.
 */
const SIZES = {
  short: {
    /** Random lives of users against the model. */
    lives: 6,
    /** Random histories of the feed. */
    feedHistories: 8,
    /** Generated requests, half of them to each profile. */
    fuzzRequests: 1_000,
    /** Generated filters for each of three directories. */
    fuzzFilters: 80,
    /** People whom a whole story of Entra's cycles is about. */
    cycleUsers: 6,
    /** People who are provisioned with each way to sign in. */
    signInUsers: 3,
    /** People who are provisioned while a credential is replaced. */
    rotationUsers: 12,
    /** Every which step of a large change the process dies at. */
    stepsBetweenDeaths: 5,
    /** Requests that empty a group of more than 10,000 members. */
    waysToEmpty: 1,
    /** Members that one request adds to a group. */
    addedAtOnce: 250,
    /** Requests that write to one resource at the same moment. */
    writersAtOnce: 50,
    /** Members of a group that is too large for one answer, and how many characters their ids have more. */
    tooManyMembers: { count: 4_000, padding: 900 },
    /** The suites that `scim conformance` plays, once well and once with a fault; none named are all. */
    conformanceSuites: ['entra'],
    /** Cycles of Entra with each way to sign in, of six. */
    signInCycles: 2,
    /** How often a user is deleted while it is added to groups. */
    deletedWhileAdded: 4,
    /** Users whom a stolen token destroys within an hour. */
    stolenUsers: 10,
    /** Whether the web app is played in a browser, which takes a minute. */
    browser: false,
  },
  full: {
    lives: 200,
    feedHistories: 100,
    fuzzRequests: 10_000,
    fuzzFilters: 400,
    cycleUsers: 200,
    signInUsers: 25,
    rotationUsers: 1_000,
    stepsBetweenDeaths: 1,
    waysToEmpty: 3,
    addedAtOnce: 2_000,
    writersAtOnce: 200,
    tooManyMembers: { count: 40_000, padding: 20 },
    conformanceSuites: [],
    signInCycles: 6,
    deletedWhileAdded: 10,
    stolenUsers: 30,
    browser: true,
  },
  nightly: {
    lives: 1_000,
    feedHistories: 1_000,
    fuzzRequests: 100_000,
    fuzzFilters: 2_000,
    cycleUsers: 500,
    signInUsers: 25,
    rotationUsers: 1_000,
    stepsBetweenDeaths: 1,
    waysToEmpty: 3,
    addedAtOnce: 2_000,
    writersAtOnce: 200,
    tooManyMembers: { count: 40_000, padding: 20 },
    conformanceSuites: [],
    signInCycles: 6,
    deletedWhileAdded: 10,
    stolenUsers: 30,
    browser: true,
  },
};

type Size = keyof typeof SIZES;

const isSize = (text: string): text is Size => Object.hasOwn(SIZES, text);

function chosen(text: string): Size {
  if (isSize(text)) return text;
  throw new Error(`TEST_SIZE is "${text}"; allowed: ${Object.keys(SIZES).join(', ')}`);
}

/** Which of the sizes this run has. */
export const testSize = chosen(process.env['TEST_SIZE'] || 'short');

export const sizes = SIZES[testSize];
