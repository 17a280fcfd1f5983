import { stateOf } from '../../../life/lifecycle.ts';
import { nextState, writtenState } from '../../../life/next-state.ts';
import { isVisible, lifeOf, type StoredResource } from '../../../life/stored-resource.ts';
import { isObject, sameJson, withKey } from '../../../scim/json.ts';
import type { Attributes } from '../../../scim/resource/resource.ts';
import { groupTypeOf, type ResourceType } from '../../../scim/schemas/resource-type.ts';
import type { Image } from '../../../store/ports/images.ts';
import type { EventOutcome } from '../apply-event.ts';
import { recoverNow } from '../recover.ts';
import { withoutErased } from '../references.ts';
import { rewrite, type Write } from '../../rewrite.ts';
import { rejoinGroups } from './rejoin.ts';
import type { Operating } from './operating.ts';

/** What is put back, and what of it is not. */
export interface PutBack {
  /** The moment: as the resource was before the change of then. */
  readonly image: Image;
  /** Attributes that stay as they are now; those of an extension with its URN. */
  readonly keep?: readonly string[];
  /** Nothing is written. */
  readonly dryRun?: boolean;
}

/** What was, or would be, different: names of attributes, `state` where it is another one, `groups`. */
export type PutBackOutcome =
  { readonly ok: true; readonly changed: readonly string[] } | Extract<EventOutcome, { ok: false }>;

/**
 * Makes a resource as it was, as an ordinary write: its unique values are claimed again, its version
 * goes up, and an event tells it. Who is deleted comes back with the groups; who was brought back
 * without them since gets those. One that was deleted then stays as it is but for its attributes.
 * Idempotent.
 */
export async function putBack(
  context: Operating,
  type: ResourceType,
  id: string,
  { image, keep = [], dryRun = false }: PutBack,
): Promise<PutBackOutcome> {
  const { store, now } = context;
  const groupType = groupTypeOf(context.types)?.name;
  const outcome = await rewrite<Awaited<ReturnType<Operating['store']['getWithGroups']>>, Decided>(
    context,
    type,
    () => store.getWithGroups(type.name, id, groupType),
    async ({ resource: current, memberOf }) => {
      if (!current) return { result: { ok: false, reason: 'unknown' } };
      if (current.erasedAt !== undefined) return { result: { ok: false, reason: 'erased' } };
      const attributes = merged(image.before.attributes, current.attributes, keep);
      const next = await withoutErased(context, type, nextOf(type, current, attributes, image, now()));
      const changed = changedNames(current, next);
      const result = { ok: true, changed, life: lifeOf(current), memberOf } as const;
      if (changed.length === 0 || dryRun) return { result };
      const returns = !isShown(current) && isShown(next);
      const options = returns ? { ...(type.canBeMember && { memberOf }), rejoins: true } : {};
      return { write: { next, options } satisfies Write, result };
    },
  );
  if (!outcome.ok) return outcome.reason === 'changing' ? { ok: false, reason: 'busy' } : outcome;
  const { result } = outcome;
  if (!result.ok) return result;
  if (result.changed.includes('state') && !dryRun) await recoverNow(context, id);
  const rejoined = await rejoinGroups(context, type, id, { ...result, lifeThen: lifeOf(image.before), dryRun });
  return { ok: true, changed: rejoined ? [...result.changed, 'groups'] : result.changed };
}

type Decided =
  | {
      readonly ok: true;
      readonly changed: readonly string[];
      readonly life: number;
      readonly memberOf: Awaited<ReturnType<Operating['store']['getWithGroups']>>['memberOf'];
    }
  | Extract<EventOutcome, { ok: false }>;

const isShown = (resource: StoredResource): boolean => isVisible(resource);

function nextOf(
  type: ResourceType,
  current: StoredResource,
  attributes: Attributes,
  { before }: Image,
  now: string,
): StoredResource {
  if (isShown(current)) return writtenState(type, current, attributes, now);
  if (!isShown(before)) return { ...current, attributes, version: current.version + 1, lastModified: now };
  const restored = nextState(current, { kind: 'restore', active: attributes['active'] !== false }, now);
  if (!restored.ok) throw new Error(`${current.id} is deleted, and cannot be restored: ${restored.refusal}`);
  return { ...restored.next, attributes };
}

/** The attributes as they were, but for some. */
function merged(then: Attributes, current: Attributes, keep: readonly string[]): Attributes {
  return keep.reduce<Attributes>((attributes, path) => {
    const colon = path.startsWith('urn:') ? path.lastIndexOf(':') : -1;
    if (colon < 0) return withKey(attributes, path, current[path]);
    const [urn, name] = [path.slice(0, colon), path.slice(colon + 1)];
    const inner = withKey(objectAt(attributes, urn), name, objectAt(current, urn)[name]);
    return withKey(attributes, urn, Object.keys(inner).length > 0 ? inner : undefined);
  }, then);
}

function objectAt(attributes: Attributes, key: string): Attributes {
  const value = attributes[key];
  return isObject(value) ? value : {};
}

function changedNames(current: StoredResource, next: StoredResource): string[] {
  const names = new Set([...Object.keys(current.attributes), ...Object.keys(next.attributes)]);
  const changed = [...names].filter((name) => !sameJson(current.attributes[name], next.attributes[name]));
  return [...changed.toSorted(), ...(stateOf(current) === stateOf(next) ? [] : ['state'])];
}
