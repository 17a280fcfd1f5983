import type { Evidence } from '../evidence.ts';

/** broken: nothing flows. attention: something is lost or will be. info: good to know. */
export type Severity = 'broken' | 'attention' | 'info';

/** What was seen, in words with numbers. */
export interface Sighting {
  readonly evidence: string;
  /** When it was seen last, ISO 8601; undefined for how things stand now. */
  readonly last?: string;
  /** It was so, and what came since is not. */
  readonly was?: true;
}

/**
 * What provisioning that does not flow looks like from here, why, and what to do about it in the
 * Entra portal.
 */
export interface Signature {
  /** Stable: a product may ask for it, as it may for the number. */
  readonly id: string;
  readonly number: number;
  readonly severity: Severity;
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
  /** The same for the customer's admin, where it takes an operator's tools: whom to ask, and for what. */
  readonly fixForAdmin?: string;
  /** Ids of the signatures that this one explains: they are not told beside it. */
  readonly explains?: readonly string[];
  /** What was seen, of how things stand as a text alone; undefined where it is not so, and was not. */
  readonly find: (evidence: Evidence) => Sighting | string | undefined;
}
