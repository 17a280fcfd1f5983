import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readTenants } from '../../lib/tenants.ts';
import { synthesize } from '../../tools/dev-server/template/synth.ts';
import { eventually } from './eventually.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');

/** What stands in for the CDK app: its output is there already. */
const APP = `import { cpSync } from 'node:fs';
cpSync(new URL('assembly', import.meta.url), process.env.CDK_OUTDIR, { recursive: true });
`;

/** The same, with other settings for the tenant's functions. */
const APP_WITH_SETTINGS = `import { cpSync, globSync, writeFileSync } from 'node:fs';
const assembly = process.env.CDK_OUTDIR;
cpSync(ASSEMBLY, assembly, { recursive: true });
for (const file of globSync(assembly + '/asset.*/tenant.json'))
  writeFileSync(file, JSON.stringify(SETTINGS));
`;

/**
 * A project folder for the dev server whose app hands out what the repository's own app made of tenants/demo.json,
 * once in this test run: a synth costs as much as all the rest of a start. Suites of all workers share it.
 */
export async function synthesizedProject(): Promise<string> {
  const folder = path.join(process.env['TEST_RUN_FOLDER'] ?? '', 'project');
  const failure = `${folder}.failed`;
  if (claim(`${folder}.claimed`)) {
    const unfinished = `${folder}.unfinished`;
    try {
      await synthesize(ROOT, path.join(unfinished, 'assembly'));
      mkdirSync(path.join(unfinished, 'tenants'));
      writeFileSync(path.join(unfinished, 'tenants', 'demo.json'), '{}');
      writeFileSync(path.join(unfinished, 'app.mjs'), APP);
      writeFileSync(path.join(unfinished, 'cdk.json'), '{ "app": "node app.mjs", "context": {} }');
      renameSync(unfinished, folder);
    } catch (error) {
      writeFileSync(failure, error instanceof Error ? error.message : String(error));
      throw error;
    }
  }
  return eventually(() => {
    if (existsSync(failure)) throw new Error(readFileSync(failure, 'utf8'));
    return existsSync(folder) ? folder : undefined;
  });
}

/**
 * Writes the same project into `folder` with another tenant file for demo. It may have what is in no template, so that
 * what was synthesized serves: whom the tenant trusts (test/lib/trust.test.ts), and fields.
 */
export async function projectWith(folder: string, tenant: object): Promise<string> {
  const synthesized = await synthesizedProject();
  const project = path.join(folder, 'project');
  cpSync(synthesized, project, { recursive: true, filter: (file) => path.basename(file) !== 'assembly' });
  writeFileSync(path.join(project, 'tenants', 'demo.json'), JSON.stringify(tenant));
  const [settings] = readTenants(path.join(project, 'tenants'));
  const app = APP_WITH_SETTINGS.replace('ASSEMBLY', JSON.stringify(path.join(synthesized, 'assembly')));
  writeFileSync(path.join(project, 'app.mjs'), app.replace('SETTINGS', JSON.stringify(settings)));
  return project;
}

/** Whether we are the first who ask for this file. */
function claim(file: string): boolean {
  try {
    writeFileSync(file, '', { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}
