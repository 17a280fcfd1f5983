import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { PlainError } from '../../plain-error.ts';
import { readStacks } from './assembly.ts';
import type { Stack } from './assembly.ts';
import { synthesize } from './synth.ts';

/**
 * Throws PlainError unless the project has a file for this tenant. Asked first, because a synth
 * takes seconds.
 */
export function checkTenant(projectFolder: string, tenant: string): void {
  const folder = path.join(projectFolder, 'tenants');
  if (/^[a-z][a-z0-9-]*$/.test(tenant) && existsSync(path.join(folder, `${tenant}.json`))) return;
  const known = existsSync(folder) ? readdirSync(folder) : [];
  const names = known.filter((file) => /^[^.]+\.json$/.test(file)).map((file) => path.basename(file, '.json'));
  throw new PlainError(
    `there is no tenant "${tenant}": add tenants/${tenant}.json, or choose one of: ${names.join(', ') || '(none)'}`,
  );
}

/**
 * Synthesizes the project and reads the tenant's stacks. Files of earlier synths in `outputFolder`
 * are kept or not.
 */
export async function buildStacks(
  projectFolder: string,
  tenant: string,
  { outputFolder, clean }: { outputFolder: string; clean: boolean },
): Promise<Stack[]> {
  if (clean) rmSync(outputFolder, { recursive: true, force: true });
  await synthesize(projectFolder, outputFolder, tenant);
  return readStacks(outputFolder, tenant);
}
