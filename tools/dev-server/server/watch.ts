import { existsSync, watch } from 'node:fs';
import path from 'node:path';

const WATCHED = ['bin', 'lib', 'lambdas', 'web/src', 'tenants'];
/** Editors write a file in several steps, and "save all" writes many. */
const QUIET_MS = 150;

/**
 * Calls `onChange` after source files have changed and it has been quiet for a moment, never twice
 * at a time: changes during a call lead to one more. Returns what stops it.
 */
export function watchSources(projectFolder: string, onChange: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let again = false;
  const run = async (): Promise<void> => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    await onChange();
    running = false;
    if (again) {
      again = false;
      await run();
    }
  };
  const watchers = WATCHED.map((name) => path.join(projectFolder, name))
    .filter((folder) => existsSync(folder))
    .map((folder) =>
      watch(folder, { recursive: true }, () => {
        clearTimeout(timer);
        timer = setTimeout(() => void run(), QUIET_MS);
      }),
    );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
