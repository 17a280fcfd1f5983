import type { Need, ProfileName, Suite, Test } from './collect.ts';
import type { Exchange, Session } from './session.ts';
import { isUnseen, useHost } from './target.ts';

export type Status = 'passed' | 'failed' | 'not seen' | 'other profile';

/** What became of a test. */
export interface Outcome {
  /** The name of the suite's file. */
  readonly file: string;
  /** The titles of the groups it is in. */
  readonly groups: readonly string[];
  readonly test: Test;
  readonly status: Status;
  /** Why it was not seen, or what was wrong. */
  readonly why?: string;
  /** What was sent and answered, of a test that failed. */
  readonly exchanges?: readonly Exchange[];
}

/** What is run, and against what. */
interface Run {
  readonly session: Session;
  readonly profile: ProfileName | undefined;
  readonly available: readonly Need[];
  readonly signal: AbortSignal;
  readonly report: (outcome: Outcome) => void;
}

/** Where a test stands. */
interface Place {
  readonly file: string;
  readonly groups: readonly string[];
  /** Why nothing of it runs. */
  readonly skipped?: Pick<Outcome, 'status' | 'why'>;
}

/** Runs suites over HTTP, one test after the other, until they end or are to stop. */
export async function runSuites(suites: readonly (readonly [string, Suite])[], run: Run): Promise<void> {
  const { session } = run;
  const target = { ...session, drop: async () => {} };
  useHost({
    open: async () => target,
    openInside: () => Promise.reject(new Error('an endpoint over HTTP has no inside')),
  });
  for (const [file, suite] of suites) {
    await runSuite(suite, { file, groups: [] }, run);
    if (suite.needs.includes('empty directory')) await session.cleanUp();
  }
}

async function runSuite(suite: Suite, place: Place, run: Run): Promise<void> {
  const mark = run.session.mark();
  const groups = [...place.groups, suite.title];
  const skipped = place.skipped ?? reasonToSkip(suite, run);
  const failed = skipped ?? (await runSteps(suite.before));
  const inner: Place = { file: place.file, groups, ...(failed && { skipped: failed }) };
  for (const child of suite.children) {
    if (run.signal.aborted) return;
    if (child.kind === 'suite') await runSuite(child, inner, run);
    else await runTest(child, inner, run);
  }
  if (skipped === undefined) await runSteps(suite.after);
  run.session.release(mark);
}

async function runTest(test: Test, { skipped, ...place }: Place, run: Run): Promise<void> {
  const { session, report, signal } = run;
  const instead = skipped ?? reasonToSkip(test, run);
  if (instead) return report({ ...place, test, ...instead });
  const mark = session.mark();
  session.exchanges();
  const ended = (await runSteps([test.run])) ?? { status: 'passed' };
  const exchanges = session.exchanges();
  session.release(mark);
  if (!signal.aborted) report({ ...place, test, ...ended, ...(ended.status === 'failed' && { exchanges }) });
}

function reasonToSkip(of: Pick<Suite, 'needs'> & { readonly profile?: ProfileName }, run: Run): Place['skipped'] {
  if (of.profile !== undefined && of.profile !== (run.profile ?? of.profile))
    return { status: 'other profile', why: `is right under the profile ${of.profile}` };
  const missing = of.needs.filter((need) => !run.available.includes(need));
  return missing.length === 0 ? undefined : { status: 'not seen', why: `needs ${missing.join(', ')}` };
}

async function runSteps(steps: Suite['before']): Promise<Pick<Outcome, 'status' | 'why'> | undefined> {
  try {
    for (const step of steps) await step();
    return undefined;
  } catch (error) {
    return { status: isUnseen(error) ? 'not seen' : 'failed', why: stripColours(String(messageOf(error))) };
  }
}

const messageOf = (error: unknown): unknown => (error instanceof Error ? error.message : error);

// eslint-disable-next-line no-control-regex
const stripColours = (text: string): string => text.replaceAll(/\u001B\[\d+m/g, '');
