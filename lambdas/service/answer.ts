import { notFound } from '../scim/errors.ts';
import { readProjection, project, type Projection } from '../scim/resource/projection.ts';
import { etag, location, renderResource } from '../scim/resource/render.ts';
import type { StoredResource } from '../life/stored-resource.ts';
import type { JsonObject } from '../scim/json.ts';
import type { ResourceType } from '../scim/schemas/resource-type.ts';
import { rulesOf, type Answer, type Context, type Preferences } from './context.ts';
import { MAX_ID_LENGTH } from '../store/ports/ids.ts';

export const projectionOf = (context: Context, type: ResourceType, preferences: Preferences): Projection =>
  readProjection(preferences.attributes, preferences.excludedAttributes, rulesOf(context, type));

export const projected = (
  context: Context,
  type: ResourceType,
  stored: StoredResource,
  projection: Projection,
): JsonObject => project(renderResource(stored, type, context.baseUrl), projection, rulesOf(context, type));

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

/** 404: to a client, what is deleted or erased is not there (RFC 7644 §3.6); the detail tells an admin what became of it and what helps. */
export function noSuchResource(type: ResourceType, id: string, stored?: StoredResource) {
  const name = `${type.name} "${id.slice(0, 80)}"`;
  if (stored?.erasedAt !== undefined)
    return notFound(
      `${name} was erased on ${stored.erasedAt.slice(0, 10)}, after its retention, and an id is never used again; ` +
        'if the person is back, choose "Restart provisioning" on the Provisioning page of the application in the Entra portal: it forgets the old id, and the person is created anew',
    );
  if (stored?.deletedAt !== undefined)
    return notFound(
      `${name} was deleted on ${stored.deletedAt.slice(0, 10)}; until it is erased, an operator can bring it back ("scim user restore"), and so does creating the same person again`,
    );
  return notFound(`there is no ${name.replace(' ', ' with id ')}; it was never created here, or it was deleted`);
}

/** Reads by an id that comes from a client, strongly consistent. */
export async function getById(
  { store }: Pick<Context, 'store'>,
  type: ResourceType,
  id: string,
): Promise<StoredResource | undefined> {
  return id.length <= MAX_ID_LENGTH ? store.get(type.name, id) : undefined;
}
