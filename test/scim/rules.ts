import { profiles } from '../../lambdas/scim/quirks/profiles.ts';
import type { Rules } from '../../lambdas/scim/rules.ts';
import type { ResourceType } from '../../lambdas/scim/schemas/resource-type.ts';
import { groupType, tenantResourceTypes, userType } from '../../lambdas/tenant/resource-types.ts';
import { TENANT_SCHEMAS } from '../support/tenant-schemas.ts';

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

export const entraUser: Rules = { type: userType, profile: profiles.entra };
export const strictUser: Rules = { type: userType, profile: profiles.strict };
export const entraGroup: Rules = { type: groupType, profile: profiles.entra };
export const strictGroup: Rules = { type: groupType, profile: profiles.strict };

const [badged, , printer] = tenantResourceTypes([], TENANT_SCHEMAS) as [ResourceType, ResourceType, ResourceType];

/** Users with an extension that holds an attribute of every type and characteristic. */
export const entraBadged: Rules = { type: badged, profile: profiles.entra };
export const strictBadged: Rules = { type: badged, profile: profiles.strict };
/** A resource type of a tenant's own, with an extension that is required. */
export const entraPrinter: Rules = { type: printer, profile: profiles.entra };
export const strictPrinter: Rules = { type: printer, profile: profiles.strict };
