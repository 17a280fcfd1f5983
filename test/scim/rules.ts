import { profiles } from '../../lambdas/scim/quirks/profiles.ts';
import type { Rules } from '../../lambdas/scim/rules.ts';
import { groupType, userType } from '../../lambdas/scim/schemas/resource-types.ts';

export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

export const entraUser: Rules = { type: userType, profile: profiles.entra };
export const strictUser: Rules = { type: userType, profile: profiles.strict };
export const entraGroup: Rules = { type: groupType, profile: profiles.entra };
