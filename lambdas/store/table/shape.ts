/**
 * The shape of a tenant's table, spelled here and nowhere else: for the store, the stacks, and the
 * checks of tenant files.
 */

/** The attributes that are the key of every item. */
export const TABLE_KEY = { partition: 'pk', sort: 'sk' } as const;

/** The attribute, in seconds since 1970, after which DynamoDB may remove an item by itself. */
export const TTL_ATTRIBUTE = 'ttl';

/**
 * The indexes and the attributes that are their keys. They project keys only: one costs a write
 * when a resource comes or goes, not when it changes.
 */
export const INDEXES = {
  /** What SCIM may list, by type and in the order of ids; and the credentials. */
  listing: { name: 'listing', partition: 'listPk', sort: 'listSk' },
  /** What is soft-deleted or held, in the order of time. */
  due: { name: 'due', partition: 'duePk', sort: 'dueSk' },
} as const;

export type Index = (typeof INDEXES)[keyof typeof INDEXES];

/**
 * First parts of keys. A partition key is one of these, or one of them, "#" and what it is about;
 * so is the sort key of what stands beside a resource. The name of a resource type in capitals is a
 * first part too: no type may have one of these names.
 */
export const PREFIXES = {
  claim: 'UNIQUE',
  lookup: 'LOOKUP',
  search: 'SEARCH',
  counter: 'COUNTER',
  hold: 'HOLD',
  held: 'KEPT',
  guard: 'GUARD',
  unfinished: 'UNFINISHED',
  shape: 'SHAPE',
  nesting: 'NESTING',
  feed: 'FEED',
  history: 'HISTORY',
  traffic: 'TRAFFIC',
  credential: 'CREDENTIAL',
  setupLink: 'SETUPLINK',
  ending: 'ENDING',
  accessToken: 'ACCESS',
  assertion: 'ASSERTION',
  secret: 'SECRET',
  member: 'MEMBER',
  memberOf: 'MEMBEROF',
  intent: 'CHANGE',
  image: 'IMAGE',
  loss: 'LOSS',
  journal: 'JOURNAL',
  heartbeat: 'HEARTBEAT',
  webhook: 'WEBHOOK',
  webhookSecret: 'WEBHOOKSECRET',
  export: 'EXPORT',
} as const;
