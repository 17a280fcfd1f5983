import { readProjection, project, type Projection } from '../scim/resource/projection.ts';
import { etag, location, renderResource } from '../scim/resource/render.ts';
import type { StoredResource } from '../life/stored-resource.ts';
import type { JsonObject } from '../scim/json.ts';
import type { ResourceType } from '../scim/schemas/resource-type.ts';
import { rulesOf, type Answer, type Context, type Preferences } from './context.ts';
import { MAX_ID_LENGTH } from '../store/ports/ids.ts';

export const projectionOf = (context: Context, type: ResourceType, preferences: Preferences): Projection =>
  readProjection(preferences.attributes, preferences.excludedAttributes, rulesOf(context, type));

const projected = (context: Context, type: ResourceType, stored: StoredResource, projection: Projection): JsonObject =>
  project(renderResource(stored, type, context.baseUrl), projection, rulesOf(context, type));

/** An answer that holds one resource, with its ETag and where it is (RFC 7644 §3.1, §3.14). */
export function resourceAnswer(
  context: Context,
  type: ResourceType,
  stored: StoredResource,
  projection: Projection,
  status = 200,
): Answer {
  const where = location(type, stored.id, context.baseUrl);
  return {
    status,
    headers: { ETag: etag(stored.version), Location: where, 'Content-Location': where },
    body: projected(context, type, stored, projection),
  };
}

/** Reads by an id that comes from a client, strongly consistent. */
export async function getById(
  { store }: Pick<Context, 'store'>,
  type: ResourceType,
  id: string,
): Promise<StoredResource | undefined> {
  return id.length <= MAX_ID_LENGTH ? store.get(type.name, id) : undefined;
}
