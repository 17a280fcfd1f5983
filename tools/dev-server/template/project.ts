import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { PlainError } from '../../plain-error.ts';
import { readStacks } from './assembly.ts';
import type { Stack } from './assembly.ts';
import { buildingOf } from './built.ts';
import { prepareSynth } from './synth.ts';

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

interface BuildOptions {
  outputFolder: string;
  /** A folder of the project that nothing is built from. */
  apart: string;
  /** Files of earlier synths are kept: functions that run are loaded from there. */
  isRunning?: boolean;
  /** Hears what is done, and that it is. */
  progress?: (message: string) => void;
  signal?: AbortSignal;
}

/** Synthesizes the project where something has changed since the last time, and reads the tenant's stacks. */
export async function buildStacks(
  projectFolder: string,
  tenant: string,
  { outputFolder, apart, isRunning = false, progress = () => undefined, signal }: BuildOptions,
): Promise<Stack[]> {
  const synth = prepareSynth(projectFolder, outputFolder, tenant);
  const building = buildingOf(projectFolder, tenant, { outputFolder, apart, also: synth.dependsOn });
  if (building.isThere) {
    progress('functions, web app and templates are built: nothing has changed');
  } else {
    progress('building functions, web app and templates');
    building.begin();
    if (!isRunning) rmSync(outputFolder, { recursive: true, force: true });
    await synth.run(signal);
    building.end();
    progress('built');
  }
  return readStacks(outputFolder, tenant);
}
