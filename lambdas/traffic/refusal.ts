/** What a request wanted to do. */
export type Operation = 'create' | 'update' | 'delete' | 'search' | 'read';

/** Whom a request was about, as far as it said so. */
export interface Whom {
  /** The id in the path. */
  readonly id?: string;
  /** The userName of a user, the displayName of a group. */
  readonly name?: string;
  readonly externalId?: string;
}

/** A request about a user or a group that was refused, without its body. */
export interface Refusal {
  /** ISO 8601 UTC with milliseconds. */
  readonly at: string;
  readonly operation: Operation;
  /** The name of the resource type. */
  readonly type: string;
  readonly status: number;
  readonly scimType?: string;
  /** Attributes that the refusal names, or else those that were sent; names of schemas only. */
  readonly attributes: readonly string[];
  readonly whom: Whom;
  /** As the log has it. */
  readonly requestId: string;
  /** The id that the client gave the request: a UUID. */
  readonly clientRequestId?: string;
  /** The id of the credential. */
  readonly by?: string;
}

/** A refusal, and every value that it can be found by: ids, account names, addresses. */
export interface FoundRefusal {
  readonly refusal: Refusal;
  readonly names: readonly string[];
}
