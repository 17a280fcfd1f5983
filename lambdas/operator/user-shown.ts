import { personFacts, type PersonFacts } from '../directory/person-facts.ts';
import { findUser, userTypeOf } from '../service/lifecycle/operator/find-user.ts';
import type { Operating } from '../service/lifecycle/operator/operating.ts';
import { reportOf, type UserReport } from '../service/lifecycle/operator/users.ts';

/** Where a user stands, with what the directory tells, and what happened last. */
export type UserShown = UserReport & PersonFacts;

type Context = Operating & Pick<Parameters<typeof personFacts>[0], 'fields' | 'journal'>;

/** How one user stands, by its id or userName. Throws OperatorError. */
export async function showPerson(context: Context, idOrUserName: string): Promise<UserShown> {
  const user = await findUser(context, userTypeOf(context), idOrUserName);
  return { ...reportOf(user, context.retention), ...(await personFacts(context, user)) };
}
