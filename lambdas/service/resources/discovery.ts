import { forbidden, notFound, show } from '../../scim/errors.ts';
import {
  coreSchemaResource,
  resourceTypeResource,
  schemaResource,
  serviceProviderConfig,
} from '../../scim/messages/discovery.ts';
import { listResponse } from '../../scim/messages/list-response.ts';
import { schemaVariants } from '../../scim/quirks/entra/schema-variants.ts';
import type { JsonObject } from '../../scim/json.ts';
import { schemasOf } from '../../scim/schemas/resource-type.ts';
import { serviceSchemas } from '../../scim/schemas/service-schemas.ts';
import type { Schema } from '../../scim/schemas/attribute.ts';
import type { Answer, Context } from '../context.ts';

/**
 * RFC 7644 §4: the discovery endpoints answer every query in whole; a filter is refused, so that
 * nobody relies on one.
 */
export function refuseFilter(filter: string | undefined): void {
  if (filter !== undefined)
    throw forbidden('the discovery endpoints take no filter (RFC 7644 §4); ask for all, or for one by its id');
}

export function readServiceProviderConfig(context: Context, maxPayloadSize: number): Answer {
  return { status: 200, body: serviceProviderConfig(context.baseUrl, maxPayloadSize) };
}

export function readResourceTypes(context: Context, id?: string): Answer {
  return listOrOne(
    'resource type',
    id,
    (type) => type.name,
    context.types,
    (type) => resourceTypeResource(type, context.baseUrl),
  );
}

/**
 * The schemas of the resource types, and those of the discovery resources themselves (RFC 7643 §7).
 * The list leaves the latter out for a tolerant profile: Microsoft's discovery takes every schema
 * it does not know for an extension of User.
 */
export function readSchemas(context: Context, id?: string): Answer {
  const schemas = new Map<string, Schema>();
  for (const schema of context.types.flatMap(schemasOf)) schemas.set(schema.id, schema);
  const cores = new Set(context.types.map(({ schema }) => schema.id));
  const listed = id === undefined && context.profile.has(schemaVariants) ? [] : serviceSchemas;
  return listOrOne(
    'schema',
    id,
    (schema) => schema.id,
    [...schemas.values(), ...listed],
    (schema) => (cores.has(schema.id) ? coreSchemaResource : schemaResource)(schema, context.baseUrl),
  );
}

function listOrOne<T>(
  what: string,
  id: string | undefined,
  idOf: (item: T) => string,
  items: readonly T[],
  render: (item: T) => JsonObject,
): Answer {
  if (id === undefined)
    return {
      status: 200,
      body: listResponse({ resources: items.map(render), totalResults: items.length, startIndex: 1 }),
    };
  const item = items.find((candidate) => idOf(candidate).toLowerCase() === id.toLowerCase());
  if (!item) throw notFound(`there is no ${what} ${show(id)}; there are ${items.map(idOf).join(', ')}`);
  return { status: 200, body: render(item) };
}
