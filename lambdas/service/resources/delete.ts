import { nextState } from '../../life/next-state.ts';
import { groupTypeOf, type ResourceType } from '../../scim/schemas/resource-type.ts';
import { MAX_ID_LENGTH } from '../../store/ports/ids.ts';
import { MAX_AT_ONCE } from '../../store/ports/members.ts';
import type { Answer, Context, Preferences } from '../context.ts';
import { noSuchResource } from '../errors.ts';
import { recoverNow } from '../lifecycle/recover.ts';
import { change } from './change.ts';

/**
 * DELETE (RFC 7644 §3.6): gone for SCIM at once. A type with soft delete keeps the resource until
 * the purge, and what has members keeps them.
 */
export async function deleteResource(
  context: Context,
  type: ResourceType,
  id: string,
  preferences: Preferences,
): Promise<Answer> {
  if (id.length > MAX_ID_LENGTH) throw noSuchResource(type, id);
  let isLeft = false;
  await change(
    context,
    type,
    id,
    preferences.ifMatch,
    () => context.store.getWithGroups(type.name, id, groupTypeOf(context.types)?.name),
    (current, { memberOf }) => {
      const options = type.canBeMember ? { memberOf } : {};
      isLeft = memberOf.groups.size > MAX_AT_ONCE;
      if (!type.softDelete) return { next: undefined, options };
      const deleted = nextState(current, { kind: 'delete' }, context.now());
      if (!deleted.ok) throw noSuchResource(type, id, current);
      return { next: deleted.next, options };
    },
  );
  if (isLeft) await recoverNow(context, id);
  return { status: 204 };
}
