import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '..', '..');

/** A program of ours that runs: what it printed so far, and how it ends. */
export interface Running {
  child: ChildProcess;
  output: { stdout: string; stderr: string };
  /** Resolves once stdout matches, with the match. Rejects when the program ends first. */
  printed: (pattern: RegExp) => Promise<RegExpExecArray>;
  exit: Promise<number | null>;
}

/** Starts a script of the repository, as in `tools/cli/main.ts`; `before`: what Node is told before it. */
export function runNode(
  script: string,
  args: readonly string[],
  { cwd, env = {}, before = [] }: { cwd: string; env?: Record<string, string>; before?: readonly string[] },
): Running {
  const child = spawn(process.execPath, [...before, path.join(ROOT, script), ...args], {
    cwd,
    env: { ...process.env, DYNAMODB_ENDPOINT: '', SCIM_TOKEN: '', SCIM_LOCAL_DIR: '', NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (output.stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (output.stderr += String(chunk)));
  const exit = once(child, 'close').then(([code]) => code as number | null);
  const printed = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const check = (): void => {
        const match = pattern.exec(output.stdout);
        if (match) resolve(match);
      };
      check();
      child.stdout.on('data', check);
      void exit.then((code) => reject(new Error(`ended with ${code}: ${output.stderr}`)));
    });
  return { child, output, printed, exit };
}
