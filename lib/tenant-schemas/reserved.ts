import { serviceEndpoints } from '../../lambdas/http/paths.ts';
import { commonAttributes } from '../../lambdas/scim/schemas/common.ts';
import { tenantResourceTypes } from '../../lambdas/tenant/resource-types.ts';
import { DUE_PARTITIONS } from '../../lambdas/store/ports/retention.ts';
import { PREFIXES } from '../../lambdas/store/table/shape.ts';

const builtIn = tenantResourceTypes([]);

/**
 * First parts of keys in the table. A type's name in capitals is one too, so none may be named like
 * these.
 */
export const KEY_PREFIXES: readonly string[] = [...Object.values(PREFIXES), ...DUE_PARTITIONS].toSorted();

/** Kinds of references that are no resource types (RFC 7643 §7 `referenceTypes`). */
export const REFERENCE_KINDS: readonly string[] = ['external', 'uri'];

export const builtInNames: readonly string[] = builtIn.map(({ name }) => name);
/** The resource types of the discovery endpoints (RFC 7643 §5 to §7). */
const protocolNames = ['Schema', 'ResourceType', 'ServiceProviderConfig'];

/** Everything that a tenant's own names must differ from. */
export const reserved = {
  typeNames: [...builtInNames, ...protocolNames, ...KEY_PREFIXES, ...REFERENCE_KINDS],
  endpoints: [...builtIn.map(({ endpoint }) => endpoint), ...serviceEndpoints()],
  urns: [
    ...builtIn.flatMap((type) => [type.schema.id, ...type.extensions.map(({ schema }) => schema.id)]),
    ...protocolNames.map((name) => `urn:ietf:params:scim:schemas:core:2.0:${name}`),
  ],
  attributes: commonAttributes.map(({ name }) => name),
};

/** The URNs of the extensions that every tenant has. */
export const builtInExtensions: readonly string[] = builtIn.flatMap((type) =>
  type.extensions.map(({ schema }) => schema.id),
);
