import { createTableClient } from '../../store/table/open-table.ts';
import { readDynamoDb, readEnvironment, readTenantFile } from './environment.ts';

/**
 * What every function of a tenant begins with, once per process: its name, its file and its table.
 */
export function openTenant() {
  const { tableName, tenant } = readEnvironment();
  return { tenant, tenantFile: readTenantFile(), table: { client: createTableClient(readDynamoDb()), tableName } };
}
