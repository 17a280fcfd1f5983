import { userSchema } from '../scim/schemas/core-user.ts';
import { enterpriseUserSchema } from '../scim/schemas/enterprise-user.ts';
import { groupSchema } from '../scim/schemas/group.ts';
import { groupTypeOf, type ResourceType } from '../scim/schemas/resource-type.ts';
import { withTenantSchemas } from './schemas.ts';
import type { TenantSchemas } from './settings/settings.ts';

const MANAGER = `${enterpriseUserSchema.id}:manager`;

export const userType: ResourceType = {
  name: 'User',
  endpoint: '/Users',
  description: 'User Account',
  schema: userSchema,
  extensions: [{ schema: enterpriseUserSchema, required: false }],
  lookups: ['externalId', 'emails.value', MANAGER],
  lookupsByClaim: { 'emails.value': 'userName' },
  // Entra sends `Add active` instead of `Replace active` when a user comes back without it: it is
  // always there.
  defaults: { active: true },
  softDelete: true,
  identifiedBy: ['externalId', 'userName'],
  searchedBy: ['userName', 'emails.value', 'name.familyName', 'displayName'],
  references: [MANAGER],
  memberships: 'groups',
  canBeMember: true,
  patchStatus: 200,
};

export const groupType: ResourceType = {
  name: 'Group',
  endpoint: '/Groups',
  description: 'Group',
  schema: groupSchema,
  extensions: [],
  lookups: ['externalId'],
  defaults: {},
  softDelete: true,
  members: 'members',
  canBeMember: true,
  patchStatus: 204,
};

/**
 * The resource types of a tenant: users are also found by the attributes the tenant names as
 * matching ones, and what the tenant file adds to the schemas is there.
 */
export function tenantResourceTypes(
  matchingAttributes: readonly string[],
  schemas: TenantSchemas = {},
): readonly ResourceType[] {
  const users = { ...userType, lookups: [...userType.lookups, ...matchingAttributes] };
  return withTenantSchemas([users, groupType], schemas);
}

/** The type of the groups among those of a tenant, with what the tenant added to it. */
export const groupTypeIn = (types: readonly ResourceType[]): ResourceType => groupTypeOf(types) ?? groupType;

/** The type of the users among those of a tenant, with what the tenant added to it. */
export const userTypeIn = (types: readonly ResourceType[]): ResourceType =>
  types.find(({ name }) => name === userType.name) ?? userType;
