import { readEnvironment, readTenantFile } from '../../lambdas/handlers/composition/environment.ts';

it('names every variable that is missing in one error', () => {
  delete process.env['TABLE_NAME'];
  delete process.env['TENANT'];

  expect(readEnvironment).toThrow('environment variable TABLE_NAME and TENANT is missing');
});

it('says which tenant file cannot be read', () => {
  process.env['LAMBDA_TASK_ROOT'] = '/nowhere';

  expect(readTenantFile).toThrow(/^\/nowhere\/tenant\.json cannot be read/);
});
