/**
 * What `scim cost` reckons with and nobody has measured: the product has never run on AWS. Seconds and
 * bytes are on the high side.
 */
export const ASSUMED = {
  /** Seconds that a function is paid for, warm; `start` more where it was not running. INIT is paid for, too. */
  seconds: { scim: 0.06, authorizer: 0.03, directory: 0.15, changes: 0.1, purge: 0.2, webhooks: 0.3 },
  start: 0.5,
  bytes: {
    /** The access log's line of a request, and what a function writes in an invocation. */
    accessLogLine: 600,
    functionLog: 900,
    answer: 2000,
    /** A call of a webhook, with the user as it is now. */
    call: 2500,
    page: 100_000,
    /** With claims, lookups, search entries and what indexes hold. */
    user: 4000,
    group: 1500,
    membership: 600,
    /** Feed, history and what was there before, for some 36 days. */
    change: 2500,
  },
  /** Groups that a user is in. */
  groupsOfUser: 2,
  /** Of the users, in a day. */
  changed: 0.02,
  membershipsChanged: 0.005,
  joined: 0.0005,
  left: 0.0005,
  /** How often in a day the product reads everybody. */
  readsOfAll: 1,
  /** Seconds for which API Gateway keeps what the authorizer said; Entra asks about once a second. */
  tokenKept: 30,
  /** Hours of a day in which a figure of ours has data while all is well: it is sent as nought then (ADR 30). */
  hoursOfFigures: 1,
  /** Kinds of requests that a busy cycle writes into the record of the traffic. */
  kindsOfRequests: 10,
} as const;
