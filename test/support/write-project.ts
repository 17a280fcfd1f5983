import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '..', '..');

/** A project whose one tenant is `acme`: the app is the repository's own, and reads the tenants of the folder it runs in. */
export function writeProject(folder: string, tenant: object): string {
  const project = path.join(folder, 'project');
  const cdk = JSON.parse(readFileSync(path.join(ROOT, 'cdk.json'), 'utf8')) as Record<string, unknown>;
  mkdirSync(path.join(project, 'tenants'), { recursive: true });
  writeFileSync(
    path.join(project, 'cdk.json'),
    JSON.stringify({ ...cdk, app: `node "${path.join(ROOT, 'bin', 'app.ts')}"` }),
  );
  writeFileSync(path.join(project, 'tenants', 'acme.json'), JSON.stringify(tenant));
  return project;
}
