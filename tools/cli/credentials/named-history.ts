import type { AskHistory, UserHistory } from '../../../lambdas/operator/user-history.ts';
import { operate } from '../target/functions.ts';
import type { Target } from '../target/target.ts';
import { credentialsOf } from './open.ts';

/** The history of a user, with what the credentials are called, of those that are still kept. */
export async function namedHistory(target: Target, ask: AskHistory): Promise<UserHistory> {
  const history = await operate(target, 'user history', ask);
  if (history.changes.every(({ by }) => by === undefined)) return history;
  const credentials = await credentialsOf(target).list();
  const labels = new Map(credentials.map(({ keyId, label }) => [keyId, label]));
  const changes = history.changes.map((change) => {
    const byName = labels.get(change.by ?? '');
    return byName === undefined ? change : { ...change, byName };
  });
  return { ...history, changes };
}
