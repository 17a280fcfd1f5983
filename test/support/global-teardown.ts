import { rmSync } from 'node:fs';
import { shared } from './global-setup.ts';

/** Clears away what the suites of this run shared. */
export default function globalTeardown(): void {
  if (shared.folder !== undefined) rmSync(shared.folder, { recursive: true, force: true });
}
