import type { Health } from '../../lambdas/doctor/diagnose.ts';

/** What the program ends with, and why: for scripts and cron. docs/operations.md shows the table. */
export const EXIT_CODES = {
  done: { code: 0, means: 'done; with doctor --exit-code: healthy' },
  failed: { code: 1, means: 'failed or not confirmed; with doctor --all: a tenant could not be asked' },
  usage: { code: 2, means: 'called wrongly' },
  waiting: { code: 10, means: 'doctor --exit-code: waiting for the first cycle' },
  attention: { code: 20, means: 'doctor --exit-code: somebody should look at it' },
  broken: { code: 30, means: 'doctor --exit-code: nothing flows, or not everything' },
  stopped: { code: 130, means: 'stopped by Ctrl-C' },
} as const;

type Status = Health['status'];

const OF_STATUS: Readonly<Record<Status, keyof typeof EXIT_CODES>> = {
  healthy: 'done',
  waiting: 'waiting',
  attention: 'attention',
  broken: 'broken',
};

/** The worst last: of somebody who could not be asked nobody knows whether something is broken. */
const ORDER = ['done', 'waiting', 'attention', 'failed', 'broken'] as const;

/** What `doctor --exit-code` ends with for some tenants; undefined stands for one that could not be asked. */
export function codeOfStatuses(statuses: readonly (Status | undefined)[]): number {
  const found = new Set<string>(statuses.map((status) => (status === undefined ? 'failed' : OF_STATUS[status])));
  return EXIT_CODES[ORDER.findLast((name) => found.has(name)) ?? 'done'].code;
}

/** Not a failure: a command did what it should, and what it found is told by the code that it ends with. */
export class EndedWith extends Error {
  override readonly name = 'EndedWith';
  readonly code: number;

  constructor(code: number) {
    super(`ends with ${code}`);
    this.code = code;
  }
}
