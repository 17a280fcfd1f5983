import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError } from '../../tools/plain-error.ts';

const KEPT_OUTPUT = 600;

/**
 * Installs what the lock file of a folder names into that folder, unless it is there already. Scripts of packages are
 * not run: nothing that is measured needs one.
 * @throws PlainError with what npm said, where it cannot
 */
export async function install(folder: string): Promise<void> {
  const [lock, installed] = ['package-lock.json', 'node_modules/.package-lock.json'].map((name) => join(folder, name));
  if (!lock || !installed) return;
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  console.log(`installing ${folder} …`);
  const options = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  // The npm that runs this, if one does: by its file, which is a program on every platform.
  const npm = process.env['npm_execpath'];
  const [command, first] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
  const child = spawn(command, [...first, ...options], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => (said = (said + String(chunk)).slice(-KEPT_OUTPUT)));
  await once(child, 'close');
  if (child.exitCode === 0) return;
  throw new PlainError(`npm ci in ${folder} failed: ${said.trim() || `it ended with ${child.exitCode}`}`);
}
