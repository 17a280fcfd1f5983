import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Context } from 'aws-lambda';
import { buildProxyEvent } from '../../tools/dev-server/gateway/proxy-event.ts';
import { createTestTable, type TestTable } from '../support/table.ts';
import { BADGE, TENANT_SCHEMAS } from '../support/tenant-schemas.ts';

let table: TestTable;
beforeAll(async () => {
  table = await createTestTable();
});
afterAll(() => table.drop());

it('serves the schemas and resource types that stand in tenant.json', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'scim-function-'));
  const tenant = { name: 'acme', profile: 'strict', retention: { days: 30, deactivated: 'purge' }, revive: 'objectId' };
  const matchingAttributes = [`${BADGE}:text`];
  writeFileSync(path.join(folder, 'tenant.json'), JSON.stringify({ ...tenant, matchingAttributes, ...TENANT_SCHEMAS }));
  Object.assign(process.env, {
    TABLE_NAME: table.tableName,
    TENANT: 'acme',
    LAMBDA_TASK_ROOT: folder,
    AWS_REGION: 'eu-central-1',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  });
  const { handler, ready } = await import('../../lambdas/handlers/scim.ts');
  await ready;

  const event = buildProxyEvent({
    method: 'GET',
    url: '/scim/v2/ResourceTypes/Printer',
    rawHeaders: ['host', 'scim.example.com'],
    body: null,
    resource: '/scim/v2/ResourceTypes/{id}',
    parameters: { id: 'Printer' },
    authorizer: { tenant: 'acme', credentialId: 'test', scopes: 'scim' },
    requestId: 'test',
  });
  const { statusCode, body } = await handler(event, {} as Context);
  expect([statusCode, JSON.parse(body)]).toMatchObject([200, { endpoint: '/Printers', schemaExtensions: [{}, {}] }]);
});
