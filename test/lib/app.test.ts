import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

test('the app ends with exit code 1 and one line per problem when a tenant file is wrong', () => {
  const directory = mkdtempSync(join(tmpdir(), 'app-'));
  mkdirSync(join(directory, 'tenants'));
  writeFileSync(join(directory, 'tenants/acme.json'), '{ "profile": "okta", "retention": { "days": 0 } }');

  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('bin/app.ts')], {
    cwd: directory,
    encoding: 'utf8',
  });

  expect({ status, stdout, stderr }).toEqual({
    status: 1,
    stdout: '',
    stderr:
      'tenants/acme.json: profile: received "okta"; allowed: "entra", "strict"\n' +
      'tenants/acme.json: retention.days: received 0; allowed: a whole number from 1 to 3650\n',
  });
});
