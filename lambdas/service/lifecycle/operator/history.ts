import type { HistoryPage } from '../../../store/ports/history.ts';
import { findUser, userTypeOf } from './find-user.ts';
import type { Operating } from './operating.ts';

/** What happened to one user. */
export interface UserHistory extends HistoryPage {
  readonly id: string;
}

/** How many changes one answer has. */
const PAGE = 100;

/**
 * What happened to one user, by its id or userName, the newest first; of the versions below
 * `before`, where that is given. Throws OperatorError.
 */
export async function userHistory(context: Operating, idOrUserName: string, before?: number): Promise<UserHistory> {
  const type = userTypeOf(context);
  const { id } = await findUser(context, type, idOrUserName);
  return { id, ...(await context.store.history(type.name, id, { limit: PAGE, before })) };
}
