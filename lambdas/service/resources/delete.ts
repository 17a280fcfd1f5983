import { nextState } from '../../life/next-state.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import { getById } from '../answer.ts';
import type { Answer, Context, Preferences } from '../context.ts';
import { noSuchResource } from '../errors.ts';
import { reconcileNow } from '../lifecycle/reconcile.ts';
import { change } from './change.ts';

/**
 * DELETE (RFC 7644 §3.6): gone for SCIM at once. A type with soft delete keeps the resource until
 * the purge.
 */
export async function deleteResource(
  context: Context,
  type: ResourceType,
  id: string,
  preferences: Preferences,
): Promise<Answer> {
  const options = { leavesTombstone: type.canBeMember === true };
  await change(
    context,
    type,
    id,
    preferences.ifMatch,
    async () => ({ resource: await getById(context, type, id) }),
    (current) => {
      if (!type.softDelete) return { next: undefined, options };
      const deleted = nextState(current, { kind: 'delete' }, context.now());
      if (!deleted.ok) throw noSuchResource(type, id, current);
      return { next: deleted.next, options };
    },
  );
  if (options.leavesTombstone) await reconcileNow(context, { id, type: type.name });
  return { status: 204 };
}
