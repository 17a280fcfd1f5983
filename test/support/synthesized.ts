import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { synthesize } from '../../tools/dev-server/template/synth.ts';
import { eventually } from './eventually.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');

/** What stands in for the CDK app: its output is there already. */
const APP = `import { cpSync } from 'node:fs';
cpSync(new URL('assembly', import.meta.url), process.env.CDK_OUTDIR, { recursive: true });
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

/** Whether we are the first who ask for this file. */
function claim(file: string): boolean {
  try {
    writeFileSync(file, '', { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}
