import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What is deployed, for whoever asks AWS later: the version of the project and, where it is a
 * checkout, the commit, as in `0.2.0 (1a2b3c4d5e6f)`; `-dirty` behind it for one with changes.
 */
export function versionOf(root: string): string {
  const project: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const version = typeof project === 'object' && project !== null && 'version' in project ? project.version : '';
  const described = ['describe', '--always', '--dirty', '--abbrev=12', '--match='];
  const { status, stdout } = spawnSync('git', described, { cwd: root, encoding: 'utf8' });
  return status === 0 ? `${String(version)} (${stdout.trim()})` : String(version);
}
