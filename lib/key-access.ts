import { PREFIXES } from '../lambdas/store/table/shape.ts';
import type { FunctionName } from './functions.ts';

const READ = ['GetItem', 'BatchGetItem', 'Query'] as const;

/** What may be done to items, by DynamoDB's names of it. Transactions are allowed by what is in them. */
export const ACTIONS = {
  get: ['GetItem'],
  read: READ,
  write: [...READ, 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'ConditionCheckItem'],
  count: ['UpdateItem'],
  note: ['GetItem', 'UpdateItem'],
  make: ['PutItem'],
  keep: ['GetItem', 'PutItem'],
  issue: ['PutItem', 'UpdateItem'],
  append: ['Query', 'PutItem', 'UpdateItem'],
  put: ['BatchWriteItem'],
  forget: ['Query', 'BatchWriteItem'],
  record: ['Query', 'PutItem', 'BatchWriteItem'],
  lease: ['UpdateItem'],
} as const;

type Access = keyof typeof ACTIONS;

/** A kind of partition keys, and which function may do what with the items under them. */
interface KeyAccess {
  /** Their patterns: `*` stands for any characters; of `types`, the names of the resource types. */
  readonly keys: (types: readonly string[]) => readonly string[];
  readonly may: Readonly<Partial<Record<FunctionName, Access>>>;
  /** Those of them that may do so only where the tenant's events tell values. */
  readonly onlyWithValues?: readonly FunctionName[];
}

/** Who changes resources, and who looks at them. */
const RESOURCES: KeyAccess['may'] = {
  scim: 'write',
  directory: 'read',
  export: 'read',
  setup: 'read',
  purge: 'write',
  recovery: 'write',
  operator: 'write',
};

/** The kind has one partition, whose key is this word. */
const one = (prefix: string, may: KeyAccess['may']): KeyAccess => ({ keys: () => [prefix], may });
/** Keys begin with this word and go on with what they are about. */
const many = (prefix: string, may: KeyAccess['may']): KeyAccess => ({ keys: () => [`${prefix}#*`], may });

/**
 * Which function may do what with the items of each kind of key. What is not here is denied, on AWS
 * and by the local server; a new kind of key needs a row. Members and parts of changes are in the
 * partition of their group. docs/permissions.md shows it.
 */
export const KEY_ACCESS: Readonly<
  Record<'type' | 'setupCredential' | 'journalSecret' | Exclude<keyof typeof PREFIXES, 'member' | 'intent'>, KeyAccess>
> = {
  type: { keys: (types) => types.map((type) => `${type.toUpperCase()}#*`), may: { ...RESOURCES, webhooks: 'read' } },
  claim: many(PREFIXES.claim, RESOURCES),
  lookup: many(PREFIXES.lookup, RESOURCES),
  counter: many(PREFIXES.counter, RESOURCES),
  memberOf: many(PREFIXES.memberOf, RESOURCES),
  unfinished: one(PREFIXES.unfinished, RESOURCES),
  // The epoch is in it, which events have.
  shape: one(PREFIXES.shape, { ...RESOURCES, changes: 'get', webhooks: 'get' }),
  nesting: one(PREFIXES.nesting, { scim: 'write', operator: 'write' }),
  hold: one(PREFIXES.hold, { directory: 'read', setup: 'read', purge: 'write', operator: 'write' }),
  held: many(PREFIXES.held, { scim: 'write', purge: 'write', recovery: 'write', operator: 'write' }),
  guard: one(PREFIXES.guard, { purge: 'write' }),
  // The watchdog of the fleet reads it, of every tenant.
  heartbeat: one(PREFIXES.heartbeat, { purge: 'make', operator: 'get' }),
  // Two exports at once.
  export: one(PREFIXES.export, { export: 'lease' }),
  feed: one(PREFIXES.feed, {
    directory: 'read',
    export: 'read',
    setup: 'read',
    operator: 'read',
    changes: 'append',
    webhooks: 'read',
  }),
  history: many(PREFIXES.history, {
    directory: 'read',
    setup: 'read',
    operator: 'read',
    changes: 'put',
    webhooks: 'read',
  }),
  // How far each of them is, and what waits.
  webhook: many(PREFIXES.webhook, { webhooks: 'write' }),
  webhookSecret: many(PREFIXES.webhookSecret, { webhooks: 'keep' }),
  // They go with the erasure of whom they are about.
  search: many(PREFIXES.search, {
    directory: 'read',
    export: 'read',
    setup: 'read',
    purge: 'write',
    operator: 'write',
    changes: 'put',
  }),
  // What somebody was before, the product sees where it is told values anyway.
  image: {
    ...many(PREFIXES.image, {
      scim: 'write',
      directory: 'read',
      purge: 'write',
      recovery: 'write',
      operator: 'write',
      changes: 'record',
    }),
    onlyWithValues: ['directory'],
  },
  loss: one(PREFIXES.loss, { purge: 'read', operator: 'read', changes: 'record' }),
  // Who erases somebody takes out what was about that person.
  journal: many(PREFIXES.journal, { scim: 'issue', setup: 'read', purge: 'forget', operator: 'forget' }),
  traffic: one(PREFIXES.traffic, {
    scim: 'count',
    directory: 'read',
    authorizer: 'count',
    token: 'count',
    setup: 'read',
    purge: 'read',
    operator: 'read',
  }),
  // They are made, changed and ended by the CLI, with the rights of whoever calls it, but for those of
  // the setup page, which are known by their ids.
  credential: many(PREFIXES.credential, { authorizer: 'note', token: 'note', setup: 'read' }),
  setupCredential: { keys: () => [`${PREFIXES.credential}#setup-*`], may: { setup: 'issue' } },
  setupLink: many(PREFIXES.setupLink, { setup: 'keep' }),
  // What the doctor warns of: without the hashes that are in the credentials.
  ending: one(PREFIXES.ending, {
    directory: 'read',
    authorizer: 'make',
    token: 'make',
    setup: 'read',
    purge: 'read',
    operator: 'read',
  }),
  accessToken: many(PREFIXES.accessToken, { authorizer: 'get', token: 'make' }),
  assertion: many(PREFIXES.assertion, { token: 'make' }),
  // The authorizer makes them before anybody is let in.
  secret: many(PREFIXES.secret, { scim: 'get', directory: 'get', export: 'get', setup: 'get', authorizer: 'keep' }),
  // By which an erasure finds what was refused. That of the cursors is not theirs.
  journalSecret: { keys: () => [`${PREFIXES.secret}#journal`], may: { purge: 'get', operator: 'get' } },
};
