import { pageOfHistory, type ValuedEntry } from '../directory/history-values.ts';
import { findUser, userTypeOf } from '../service/lifecycle/operator/find-user.ts';
import type { Operating } from '../service/lifecycle/operator/operating.ts';

/** A change of a user; `byName` is what the CLI knows the credential by. */
export interface UserChange extends ValuedEntry {
  readonly byName?: string;
}

/** What happened to one user, the newest first; `next` is what the page behind this one is `before`. */
export interface UserHistory {
  readonly id: string;
  readonly changes: readonly UserChange[];
  readonly next?: number;
}

export interface AskHistory {
  /** An id or a userName. */
  readonly user: string;
  /** Of the versions below this one. */
  readonly before?: number;
  /** How many changes at most. */
  readonly limit?: number;
  /** With what the attributes were and became, as far as that is kept. */
  readonly values?: boolean;
}

/** How many changes one answer has. */
const PAGE = 100;

/** What happened to one user, by its id or userName, the newest first. Throws OperatorError. */
export async function userHistory(context: Operating, ask: AskHistory): Promise<UserHistory> {
  const { user, before, limit = PAGE, values = false } = ask;
  const stored = await findUser(context, userTypeOf(context), user);
  return { id: stored.id, ...(await pageOfHistory(context, stored, { limit, before, values })) };
}
