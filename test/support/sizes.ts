/**
 * How large the tests are that could be of any size: TEST_SIZE is `short` (`npm test`), `full`
 * (`npm run test:full`) or `nightly`. The same test runs in each; only its numbers differ. What a
 * short run leaves out, the full run has: the web app in a browser, README's commands, whole plays
 * of `scim conformance`, groups of more than 10,000 members that are emptied, users in 30 groups, each
 * fixture of a client with no quirk but its own, the second dialect of Entra's cycles, and the later
 * cycles with each way to sign in.
 */
const SIZES = {
  short: {
    /** Random lives of users against the model. */
    lives: 20,
    /** Steps of each at most. */
    stepsOfALife: 12,
    /** Random histories of the feed. */
    feedHistories: 5,
    /** Random nestings of groups, whose members are read flattened. */
    nestings: 6,
    /** Generated requests, half of them to each profile. */
    fuzzRequests: 400,
    /** Generated filters for each of three directories. */
    fuzzFilters: 20,
    /** People whom a whole story of Entra's cycles is about. */
    cycleUsers: 6,
    /** People who are provisioned with each way to sign in. */
    signInUsers: 3,
    /** People who are provisioned while a credential is replaced. */
    rotationUsers: 12,
    /** Every which step of a large change the process dies at. */
    stepsBetweenDeaths: 23,
    /** Members that one request adds to a group. */
    addedAtOnce: 150,
    /** Requests that write to one resource at the same moment. */
    writersAtOnce: 12,
    /**
     * Whether what takes two seconds and more is run: README's commands, `scim conformance`, the demo,
     * whatever needs a database of its own, 10,040 members or megabytes of resources.
     */
    wholePlays: false,
    /** Entra's dialects in which a whole story of its cycles is played. */
    cycleDialects: ['classic' as const],
    /** Cycles of Entra with each way to sign in, of six. */
    signInCycles: 2,
    /** How often a user is deleted while it is added to groups. */
    deletedWhileAdded: 4,
    /** Users whom a stolen token destroys within an hour. */
    stolenUsers: 6,
    /** Every which request is sent of those whose path is written in an odd way. */
    oddPathsEvery: 97,
    /** Every which alarm of the fleet is made to go off. */
    alarmsEvery: 6,
    /** Changes of a directory while a consumer follows it that dies again and again. */
    followedChanges: 20,
    /** In how many groups a user is who leaves, and comes back. */
    groupsOfOne: [1],
    /** Whether the web app is played in a browser, which takes a minute. */
    browser: false,
  },
  full: {
    lives: 300,
    stepsOfALife: 25,
    feedHistories: 100,
    nestings: 60,
    fuzzRequests: 10_000,
    fuzzFilters: 400,
    cycleUsers: 200,
    signInUsers: 25,
    rotationUsers: 1_000,
    stepsBetweenDeaths: 1,
    addedAtOnce: 2_000,
    writersAtOnce: 200,
    wholePlays: true,
    cycleDialects: ['classic' as const, 'flagged' as const],
    signInCycles: 6,
    deletedWhileAdded: 10,
    stolenUsers: 30,
    oddPathsEvery: 1,
    alarmsEvery: 1,
    followedChanges: 1_000,
    groupsOfOne: [1, 30],
    browser: true,
  },
  nightly: {
    lives: 1_000,
    stepsOfALife: 25,
    feedHistories: 1_000,
    nestings: 600,
    fuzzRequests: 100_000,
    fuzzFilters: 2_000,
    cycleUsers: 500,
    signInUsers: 25,
    rotationUsers: 1_000,
    stepsBetweenDeaths: 1,
    addedAtOnce: 2_000,
    writersAtOnce: 200,
    wholePlays: true,
    cycleDialects: ['classic' as const, 'flagged' as const],
    signInCycles: 6,
    deletedWhileAdded: 10,
    stolenUsers: 30,
    oddPathsEvery: 1,
    alarmsEvery: 1,
    followedChanges: 10_000,
    groupsOfOne: [1, 30],
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
const testSize = chosen(process.env['TEST_SIZE'] || 'short');

export const sizes = SIZES[testSize];

/** A test that a short run leaves out. */
export const wholePlay = sizes.wholePlays ? test : test.skip;
