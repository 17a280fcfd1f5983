import { TENANT_SCHEMA } from '../../lambdas/tenant/settings/schema.ts';
import { isTenantSchemaFileCurrent } from '../../tools/docs/tenant-schema.ts';

test('editors read the schema that tenant files are checked with (npm run docs:tenant-schema renews it)', async () => {
  expect((await isTenantSchemaFileCurrent()) ? 'current' : 'stale: run npm run docs:tenant-schema').toBe('current');
});

test('every key of a tenant file is explained', () => {
  const unexplained = Object.entries(TENANT_SCHEMA.properties).filter(([, { description }]) => !description);
  expect(unexplained).toEqual([]);
});
