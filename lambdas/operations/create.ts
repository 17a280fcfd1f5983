import { lifecycleOfVisible } from '../scim/lifecycle.ts';
import { readResource } from '../scim/resource/read.ts';
import type { StoredResource } from '../scim/resource/resource.ts';
import type { ResourceType } from '../scim/schemas/resource-type.ts';
import { projectionOf, resourceAnswer } from './answer.ts';
import { taken } from './change.ts';
import { rulesOf, type Answer, type Context, type Preferences } from './context.ts';
import { checkSize, indexed } from './indexed.ts';

/** POST (RFC 7644 §3.3): 201 with the resource. One transaction makes it, its claims and its lookups, or nothing. */
export async function createResource(
  context: Context,
  type: ResourceType,
  body: unknown,
  preferences: Preferences,
): Promise<Answer> {
  const projection = projectionOf(context, type, preferences);
  const attributes = { ...type.defaults, ...readResource(body, rulesOf(context, type)) };
  const now = context.now();
  const resource: StoredResource = {
    type: type.name,
    id: context.newId(),
    version: 1,
    created: now,
    lastModified: now,
    attributes,
    ...(type.softDelete ? lifecycleOfVisible(undefined, attributes['active'] !== false, now, context.retention) : {}),
  };
  checkSize(resource);
  const outcome = await context.store.write(undefined, indexed(type, resource));
  if (outcome.ok) return resourceAnswer(context, type, resource, projection, 201);
  if (outcome.reason === 'taken') throw taken(type, outcome.claim);
  throw new Error(`the new id ${resource.id} exists already`);
}
