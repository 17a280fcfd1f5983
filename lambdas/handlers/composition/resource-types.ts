import { tenantResourceTypes } from '../../tenant/resource-types.ts';
import type { readTenantFile } from './environment.ts';

type TenantFile = ReturnType<typeof readTenantFile>;

/** The resource types that a tenant has. */
export const resourceTypesOf = (tenantFile: Pick<TenantFile, 'matchingAttributes' | 'extensions' | 'resourceTypes'>) =>
  tenantResourceTypes(tenantFile.matchingAttributes, tenantFile);
