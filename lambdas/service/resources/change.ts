import { isVisible, type StoredResource } from '../../life/stored-resource.ts';
import type { MemberDelta } from '../../scim/members/member.ts';
import type { Attributes } from '../../scim/resource/resource.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import type { Context } from '../context.ts';
import { noSuchResource, refusalOf } from '../errors.ts';
import { rewrite, type Read, type Write } from '../rewrite.ts';
import { checkIfMatch } from './preconditions.ts';

export interface Changed {
  readonly resource: StoredResource;
  /** What the change was made of. */
  readonly before: StoredResource;
  /** Whether its version is known: it is not when others changed members at the same time. */
  readonly exact: boolean;
  /** The members that came and went. */
  readonly members: MemberDelta | undefined;
}

/**
 * Lets a request change a visible resource, by `decide`, which answers undefined when nothing
 * changes. Returns the resource as it is afterwards. Throws 404, 409, 412 (RFC 7644 §3.14) and 503
 * as ScimError.
 */
export async function change<State extends Read>(
  context: Context,
  type: ResourceType,
  id: string,
  ifMatch: string | undefined,
  read: () => Promise<State>,
  decide: (current: StoredResource, state: State) => Promise<Write | undefined> | Write | undefined,
): Promise<Changed> {
  let sent: Attributes = {};
  const outcome = await rewrite(context, type, read, async (state) => {
    const { resource: before } = state;
    if (!isVisible(before)) throw noSuchResource(type, id, before);
    checkIfMatch(ifMatch, before);
    const write = await decide(before, state);
    sent = write?.next?.attributes ?? {};
    const exact = write?.options?.commutative !== true;
    const members = write?.options?.members;
    return { write, result: { resource: write?.next ?? before, before, exact, members } };
  });
  if (!outcome.ok) throw refusalOf(type, id, outcome, sent);
  return outcome.result;
}
