import { diagnose } from '../../doctor/diagnose.ts';
import { cyclesOf, gatherEvidence, isAbsence, isDone, ofKind, total, type Evidence } from '../../doctor/evidence.ts';
import { DAY } from '../../duration.ts';
import { RECORD } from '../../doctor/health.ts';
import { onlyKnown, invalid, type Parameters } from '../parameters.ts';
import type { SetupContext } from './context.ts';

/** Buckets of ten minutes in a day. */
const BUCKETS_A_DAY = 144;
const DAYS = ['1', '7', '30'];

const isCreation = ofKind('userCreate', 'groupCreate');
const isChange = ofKind(
  'userPatch',
  'userDisable',
  'userReplace',
  'userDelete',
  'groupPatch',
  'groupMembers',
  'groupDelete',
  'bulk',
);

/**
 * Whether it flows (`GET /health?days=`): the doctor's verdict in the words of the customer's admin,
 * and the cycles of the last 1, 7 or 30 days, the oldest first. Throws `invalid-parameter`.
 */
export async function readFlow({ traffic, facts, now: clock }: SetupContext, parameters: Parameters) {
  onlyKnown(parameters, ['days']);
  const days = readDays(parameters['days']);
  const now = clock();
  const [known, buckets] = await Promise.all([
    facts(),
    traffic.since(ago(now, RECORD.days), Math.max(RECORD.buckets, days * BUCKETS_A_DAY)),
  ]);
  // The verdict is the same whatever is shown: the doctor looks at so many.
  const evidence = gatherEvidence(buckets.slice(-RECORD.buckets), known, Date.parse(now));
  const { findings, cycles: _cycles, minutesBetweenCycles: _minutes, ...health } = diagnose(evidence, 'admin');
  const shown = cyclesOf(buckets).filter(({ end }) => end >= ago(now, days));
  return {
    ...health,
    upTo: now,
    findings: findings.map(({ signature: _, ...finding }) => finding),
    cycles: shown.map(cycle),
  };
}

const ago = (now: string, days: number): string => new Date(Date.parse(now) - days * DAY).toISOString();

function readDays(text: string | undefined): number {
  if (text === undefined) return 1;
  if (!DAYS.includes(text)) throw invalid('days', text, DAYS.join(', '));
  return Number(text);
}

const cycle = ({ start, end, counters }: Evidence['cycles'][number]) => ({
  start,
  end,
  requests: total(counters, () => true),
  created: total(counters, (counter) => isCreation(counter) && isDone(counter)),
  changed: total(counters, (counter) => isChange(counter) && isDone(counter)),
  refused: total(counters, (counter) => counter.status >= 400 && !isAbsence(counter)),
});
