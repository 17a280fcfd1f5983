import { DAY, HOUR } from '../../duration.ts';
import {
  cyclesThatCame,
  failureRate,
  intervals,
  onlyProbes,
  QUARANTINE_ABOVE,
  RECORD_DAYS,
  silence,
  type Evidence,
} from '../evidence.ts';
import type { Signature } from './signature.ts';
import { PROVISIONING, SILENT_AFTER, days, hours, percent } from './words.ts';

/** When Entra comes: every 40 minutes, every few hours in quarantine, or not at all. */
export const RHYTHM: readonly Signature[] = [
  {
    id: 'credentials-tested-not-started',
    number: 2,
    severity: 'broken',
    explains: ['nobody-to-provision', 'stopped-coming'],
    title: 'The credentials were tested, and provisioning was never started',
    cause: 'Test Connection succeeded; the job was not started, or was stopped at once',
    fix: `${PROVISIONING}: press Start provisioning; the first cycle begins within 40 minutes`,
    find: (evidence) => {
      const [test, ...others] = cyclesThatCame(evidence);
      return test && others.length === 0 && onlyProbes(evidence.all) && silence(evidence) > SILENT_AFTER
        ? `one test at ${test.start}, and nothing for ${hours(silence(evidence))}`
        : undefined;
    },
  },
  {
    id: 'job-in-quarantine',
    number: 3,
    severity: 'broken',
    explains: ['nobody-to-provision', 'stopped-coming'],
    title: 'The job is in quarantine',
    cause:
      'Entra comes every 6 to 24 hours instead of every 40 minutes, as it does after too many failures or with bad credentials',
    fix: `${PROVISIONING}, Provisioning logs: mend what fails there (see the other findings), then Restart provisioning`,
    find: (evidence) => {
      const last = intervals(evidence).slice(-2);
      const isSlow = last.length === 2 && last.every((interval) => interval >= 5 * HOUR && interval <= 26 * HOUR);
      return isSlow ? `the last visits were ${last.map(hours).join(' and ')} apart` : undefined;
    },
  },
  {
    id: 'job-given-up',
    number: 4,
    severity: 'broken',
    explains: ['job-in-quarantine', 'stopped-coming'],
    title: 'Entra has given the job up',
    cause: 'A job that fails for 28 days in quarantine is disabled',
    fix: `${PROVISIONING}: mend what failed last (see the other findings), then Start provisioning again`,
    find: (evidence) => {
      const failure = howItEnded(evidence);
      return failure !== undefined && silence(evidence) > 28 * DAY
        ? `nothing for ${days(silence(evidence))}, after ${failure}`
        : undefined;
    },
  },
  {
    id: 'stopped-coming',
    number: 23,
    severity: 'attention',
    title: 'Entra has stopped coming',
    cause: 'Provisioning was stopped or paused, or has just gone into quarantine',
    fix: `${PROVISIONING}: look at the state of the job; Start provisioning, or mend what its message says`,
    find: (evidence) => {
      const { cycles, users, groups } = evidence;
      if (cycles.length === 0)
        return users + groups > 0 ? `nothing for ${RECORD_DAYS} days, as long as the record goes back` : undefined;
      return silence(evidence) > SILENT_AFTER ? `nothing since ${cycles.at(-1)?.end}` : undefined;
    },
  },
];

/** What the last cycle failed by, as a job does that Entra gives up; undefined where it did not. */
function howItEnded({ cycles, lastOf: { refused = '', unknownRoute = '', ...others } }: Evidence): string | undefined {
  const last = cycles.at(-1);
  const rate = failureRate(last?.counters ?? []) ?? 0;
  if (rate > QUARANTINE_ABOVE) return `a cycle in which ${percent(rate)} of the requests failed`;
  const turnedAway = refused > unknownRoute ? refused : unknownRoute;
  const isLast = last !== undefined && turnedAway >= last.start && Object.values(others).every((at) => at < turnedAway);
  return isLast ? 'requests that were turned away' : undefined;
}
