import type { Key } from '../table/key.ts';
import type { Counts } from './counts.ts';
import type { Problem } from './problem.ts';
import { NOBODY } from './rules.ts';

/** How many problems are told one by one. */
const LISTED = 1000;

/** How far a check has come, and what it has found by then. */
export interface CheckProgress {
  /** Looked at so far. */
  readonly items: number;
  /** The first 1,000. */
  readonly problems: Problem[];
  /** How many there are in all, by the kind of item. */
  readonly found: Readonly<Partial<Record<Problem['kind'], number>>>;
  /** What goes on from here; left out when the whole table has been looked at. */
  readonly next?: {
    /** The last item that was looked at; left out when only the counters are left. */
    readonly after?: Key;
    readonly counts: Counts;
  };
}

/** With what a check begins. */
export const CHECK_START: CheckProgress = { items: 0, problems: [], found: {} };

/** What was found with more problems. */
export function withProblems<Progress extends Pick<CheckProgress, 'problems' | 'found'>>(
  progress: Progress,
  more: readonly Problem[],
): Progress {
  const problems = new Map(progress.problems.map((problem) => [nameOfProblem(problem), problem]));
  const found = { ...progress.found };
  for (const problem of more) {
    const name = nameOfProblem(problem);
    const listed = problems.get(name);
    if (!listed) found[problem.kind] = (found[problem.kind] ?? 0) + 1;
    if (listed ? listed.what === NOBODY : problems.size < LISTED) problems.set(name, problem);
  }
  return { ...progress, problems: [...problems.values()], found };
}

/** An entry is found wrong from both sides, by itself and by who asks for it. */
const nameOfProblem = ({ kind, key, what }: Problem): string => (kind === 'index' ? key : `${key} ${what}`);
