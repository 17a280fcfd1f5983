import { runSuites, type Outcome } from '../../../../conformance/harness/run.ts';
import { openSession, type Endpoint } from '../../../../conformance/harness/session.ts';
import type { TargetOptions } from '../../target/options.ts';
import { MOST_USERS, probe } from './endpoint.ts';
import { erase } from './erase.ts';
import { countTests, planOf, profileOf, type Profile } from './plan.ts';
import { reportOf, type Report } from './report.ts';

interface Conforming {
  readonly endpoint: Endpoint;
  readonly profile: Profile;
  /** Left out, all suites of the profile are played. */
  readonly suites?: readonly string[] | undefined;
  readonly tenant: TargetOptions;
}

/** Plays the suites of a profile and tidies up, whatever happens. Throws PlainError where nothing could be played. */
export async function conform(what: Conforming): Promise<{ report: Report; stopped: boolean }> {
  const { endpoint, profile, tenant } = what;
  const suites = planOf(profile, what.suites);
  const startedAt = new Date().toISOString();
  const stop = catchSignals();
  const session = openSession(endpoint, { users: MOST_USERS, signal: stop.signal });
  const outcomes: Outcome[] = [];
  let left: readonly string[] = [];
  try {
    const available = await probe(session);
    const all = suites.reduce((sum, [, suite]) => sum + countTests(suite), 0);
    const report = (outcome: Outcome): void => {
      outcomes.push(outcome);
      if (outcome.status !== 'other profile') console.error(progress(outcome, outcomes.length, all));
    };
    await runSuites(suites, { session, profile: profileOf(profile), available, signal: stop.signal, report });
  } finally {
    if (stop.signal.aborted) console.error('stopped: what was made is being deleted; Ctrl-C again leaves it there');
    left = await session.cleanUp();
  }
  const stays = await erase(endpoint.url, session.users(), tenant);
  stop.release();
  const { url } = endpoint;
  const stopped = stop.signal.aborted;
  return { report: reportOf({ url, profile, startedAt, outcomes, stopped, left, stays }), stopped };
}

/** In a log, too: of a run that hangs or is killed, the last line says at which test. */
const progress = ({ status, groups, test, why }: Outcome, done: number, all: number): string =>
  `${done}/${all} ${status}: ${groups[0]} › ${test.title}${status === 'not seen' ? ` (${why})` : ''}`;

/** The first Ctrl-C stops the run, a second one everything. */
function catchSignals(): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, stop);
  return {
    signal: controller.signal,
    release: () => {
      for (const signal of signals) process.off(signal, stop);
    },
  };
}
