/** What kinds of requests the record of the traffic tells apart, and what each is. */
export const TRAFFIC_KINDS = {
  probe: 'a search for something that cannot exist: Test Connection, and the sign of life of a provisioning job',
  userQuery: 'a search for users',
  userRead: 'GET of a user by id',
  userCreate: 'POST of a user',
  userPatch: 'PATCH of a user',
  userDisable: 'PATCH of a user that sets active to false',
  userReplace: 'PUT of a user',
  userDelete: 'DELETE of a user',
  groupQuery: 'a search for groups',
  groupRead: 'GET of a group by id',
  groupCreate: 'POST of a group',
  groupPatch: 'PATCH or PUT of a group that does not touch its members',
  groupMembers: 'PATCH or PUT of a group that changes its members',
  groupDelete: 'DELETE of a group',
  bulk: 'POST to /Bulk',
  discovery: '/ServiceProviderConfig, /ResourceTypes, /Schemas, /Me',
  other: 'a resource type of the tenant, or a method that a route does not have',
  unknownRoute: 'a path that is none of this endpoint: the Tenant URL is wrong',
  refused: 'a request whose credential is not valid, not good for it, or not sent as it should be',
} as const;

export type TrafficKind = keyof typeof TRAFFIC_KINDS;

/** What is counted about one request. Nothing in it is personal. */
export interface Seen {
  readonly kind: TrafficKind;
  readonly status: number;
  /**
   * scimType of a refusal, or a short word that tells variants of a kind apart; "-" where there is
   * nothing to say.
   */
  readonly reason: string;
  /** Names of attributes that were sent, and are not stored. */
  readonly leftOut?: readonly string[];
  /** What makes the request the same as another one, by its text; kept only as a short hash. */
  readonly mark?: { readonly name: MarkName; readonly text: string };
}

/**
 * Requests that mean something when the same one comes again: the PATCH of one user with one
 * content, the POST that was answered 409, the GET by an id that is not there.
 */
export const MARK_NAMES = ['patch', 'conflict', 'missing'] as const;
export type MarkName = (typeof MARK_NAMES)[number];
