import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readServerInfo } from '../../tools/dev-server/server/state-folder.ts';
import { eventually } from '../support/eventually.ts';
import { startLocalTenant } from '../support/local-tenant.ts';
import { wholePlay } from '../support/sizes.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');
const name = 'scim-demo-20270131T120000Z';
const streamArn = `arn:aws:dynamodb:eu-central-1:123456789012:table/${name}/stream/2027-01-31T14:00:00.123`;

/** A project with this tenant file, and the app of this repository. */
function projectOf(folder: string, tenant: object): string {
  const cdk = JSON.parse(readFileSync(path.join(ROOT, 'cdk.json'), 'utf8')) as object;
  const app = `${process.execPath} ${path.join(ROOT, 'bin', 'app.ts')}`;
  mkdirSync(path.join(folder, 'tenants'));
  writeFileSync(path.join(folder, 'tenants', 'demo.json'), JSON.stringify(tenant));
  writeFileSync(path.join(folder, 'cdk.json'), JSON.stringify({ ...cdk, app }));
  return folder;
}

wholePlay('a tenant whose file names a restored table lives on it, stream and policies included', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'restored-table-'));
  const local = await startLocalTenant({ project: projectOf(folder, { table: { name, streamArn } }) });
  process.env['SCIM_LOCAL_DIR'] = local.folder;
  try {
    expect(readServerInfo('demo')?.tableName).toBe(name);
    const created = await fetch(`${local.url}/Users`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${local.token}`, 'Content-Type': 'application/scim+json' },
      body: JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'ada@acme.example' }),
    });
    expect(created.status).toBe(201);
    const told = await eventually(() =>
      existsSync(local.eventsFile) ? readFileSync(local.eventsFile, 'utf8') || undefined : undefined,
    );
    expect(told).toContain('user.created');
  } finally {
    delete process.env['SCIM_LOCAL_DIR'];
    await local.stop();
    rmSync(folder, { recursive: true });
  }
});
