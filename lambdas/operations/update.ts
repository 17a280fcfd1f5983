import { lifecycleOfDeleted, lifecycleOfVisible } from '../scim/lifecycle.ts';
import { applyPatch } from '../scim/patch/apply.ts';
import { readPatch } from '../scim/patch/message.ts';
import { sameJson } from '../scim/resource/json.ts';
import { checkImmutable, readResource } from '../scim/resource/read.ts';
import type { Attributes, StoredResource } from '../scim/resource/resource.ts';
import type { ResourceType } from '../scim/schemas/resource-type.ts';
import { projectionOf, resourceAnswer } from './answer.ts';
import { changeResource } from './change.ts';
import { rulesOf, type Answer, type Context, type Preferences } from './context.ts';

/** PATCH (RFC 7644 §3.5.2): all operations or none. Operations that change nothing write nothing. */
export async function patchResource(
  context: Context,
  type: ResourceType,
  id: string,
  body: unknown,
  preferences: Preferences,
): Promise<Answer> {
  const rules = rulesOf(context, type);
  const projection = projectionOf(context, type, preferences);
  const operations = readPatch(body, context.profile);
  const stored = await changeResource(context, type, id, preferences.ifMatch, (current) =>
    withAttributes(
      context,
      type,
      current,
      withDefaults(type, current, applyPatch(current.attributes, operations, rules)),
    ),
  );
  const answer = resourceAnswer(context, type, stored, projection);
  return type.patchStatus === 204 && preferences.attributes === undefined
    ? { status: 204, headers: answer.headers }
    : answer;
}

/** PUT (RFC 7644 §3.5.1): what is not sent is removed, but for attributes with a default. */
export async function replaceResource(
  context: Context,
  type: ResourceType,
  id: string,
  body: unknown,
  preferences: Preferences,
): Promise<Answer> {
  const rules = rulesOf(context, type);
  const projection = projectionOf(context, type, preferences);
  const sent = readResource(body, rules);
  const stored = await changeResource(context, type, id, preferences.ifMatch, (current) => {
    checkImmutable(current.attributes, sent, rules);
    return withAttributes(context, type, current, withDefaults(type, current, sent));
  });
  return resourceAnswer(context, type, stored, projection);
}

/** DELETE (RFC 7644 §3.6): gone for SCIM at once. A type with soft delete keeps the resource until the purge. */
export async function deleteResource(
  context: Context,
  type: ResourceType,
  id: string,
  preferences: Preferences,
): Promise<Answer> {
  await changeResource(context, type, id, preferences.ifMatch, (current) => {
    if (!type.softDelete) return 'erase';
    const now = context.now();
    return {
      ...current,
      version: current.version + 1,
      lastModified: now,
      ...lifecycleOfDeleted(current, now, context.retention),
    };
  });
  return { status: 204 };
}

/**
 * Attributes with a default that a change leaves unassigned keep what they had: a PUT without "active", or a PATCH that removes it, must not
 * bring a deactivated user back.
 */
function withDefaults(type: ResourceType, current: StoredResource, next: Attributes): Attributes {
  const kept = Object.entries(current.attributes).filter(([name]) => Object.hasOwn(type.defaults, name));
  return { ...type.defaults, ...Object.fromEntries(kept), ...next };
}

/** The next state with these attributes, or undefined when they are the ones it has. */
function withAttributes(
  context: Context,
  type: ResourceType,
  current: StoredResource,
  attributes: Attributes,
): StoredResource | undefined {
  if (sameJson(current.attributes, attributes)) return undefined;
  const { softDeletedAt: _, purgeAfter: __, ...base } = current;
  const now = context.now();
  const lifecycle = type.softDelete
    ? lifecycleOfVisible(current, attributes['active'] !== false, now, context.retention)
    : {};
  return { ...base, attributes, version: current.version + 1, lastModified: now, ...lifecycle };
}
