import type { Attribute, Schema } from '../schemas/attribute.ts';
import { commonAttributes } from '../schemas/common.ts';
import type { ResourceType } from '../schemas/resource-type.ts';
import { defined, type Json, type JsonObject } from '../json.ts';
import { MAX_BULK_OPERATIONS } from './bulk-request.ts';
import { CURSOR_TIMEOUT, DEFAULT_PAGE, MAX_PAGE } from './paging.ts';

const SCHEMA_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Schema';
const RESOURCE_TYPE_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType';
const CONFIG_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig';

/**
 * Common attributes that a core schema lists, as RFC 7643 §3.1 allows: Entra maps externalId by
 * default, and Microsoft's discovery refuses a service at whose /Schemas a mapped attribute is
 * missing. `id` is not: it cannot be mapped onto.
 */
const LISTED: readonly Attribute[] = commonAttributes.filter(({ name }) => name === 'externalId');

/** The core schema of a resource type as /Schemas shows it. */
export const coreSchemaResource = (schema: Schema, baseUrl: string): JsonObject =>
  schemaResource({ ...schema, attributes: [...LISTED, ...schema.attributes] }, baseUrl);

/** A schema as /Schemas shows it (RFC 7643 §7). */
export function schemaResource(schema: Schema, baseUrl: string): JsonObject {
  return {
    schemas: [SCHEMA_SCHEMA],
    id: schema.id,
    name: schema.name,
    description: schema.description,
    attributes: schema.attributes.map(attributeResource),
    meta: { resourceType: 'Schema', location: `${baseUrl}/Schemas/${schema.id}` },
  };
}

function attributeResource(attribute: Attribute): JsonObject {
  const { name, type, multiValued, description, required, caseExact, mutability, returned, uniqueness } = attribute;
  const isText = type === 'string' || type === 'reference' || type === 'binary';
  return defined(
    Object.entries<Json | undefined>({
      name,
      type,
      multiValued,
      description,
      required,
      canonicalValues: attribute.canonicalValues,
      caseExact: isText ? caseExact : undefined,
      mutability,
      returned,
      uniqueness: type === 'complex' || type === 'boolean' ? undefined : uniqueness,
      referenceTypes: attribute.referenceTypes,
      subAttributes: attribute.subAttributes?.map(attributeResource),
    }),
  );
}

/** A resource type as /ResourceTypes shows it (RFC 7643 §6). Its id is its name. */
export function resourceTypeResource(type: ResourceType, baseUrl: string): JsonObject {
  return {
    schemas: [RESOURCE_TYPE_SCHEMA],
    id: type.name,
    name: type.name,
    endpoint: type.endpoint,
    description: type.description,
    schema: type.schema.id,
    schemaExtensions: type.extensions.map(({ schema, required }) => ({ schema: schema.id, required })),
    meta: { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/${type.name}` },
  };
}

/** What this service can do (RFC 7643 §5). It says nothing that is not so. */
export function serviceProviderConfig(baseUrl: string, maxPayloadSize: number): JsonObject {
  return {
    schemas: [CONFIG_SCHEMA],
    patch: { supported: true },
    bulk: { supported: true, maxOperations: MAX_BULK_OPERATIONS, maxPayloadSize },
    filter: { supported: true, maxResults: MAX_PAGE },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: true },
    pagination: {
      cursor: true,
      index: true,
      defaultPaginationMethod: 'index',
      defaultPageSize: DEFAULT_PAGE,
      maxPageSize: MAX_PAGE,
      cursorTimeout: CURSOR_TIMEOUT,
    },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: 'A secret token in the Authorization header, issued by the operator of this service.',
        specUri: 'https://www.rfc-editor.org/info/rfc6750',
        primary: true,
      },
      {
        type: 'oauth2',
        name: 'OAuth 2.0 client credentials',
        description:
          'An access token of /oauth/token in the Authorization header, for a client secret, or for a client assertion where the operator has turned that on.',
        specUri: 'https://www.rfc-editor.org/info/rfc6749',
        primary: false,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${baseUrl}/ServiceProviderConfig` },
  };
}
