import { isDone, isOver, total, type Evidence } from './evidence.ts';
import type { Counter } from '../traffic/bucket.ts';
import type { TrafficKind } from '../traffic/kinds.ts';

/** When each step of connecting was first seen to be done, ISO 8601; null where it was not yet. */
export interface FirstSteps {
  readonly credentialsTested: string | null;
  readonly firstUser: string | null;
  readonly firstGroup: string | null;
  /** The end of the first cycle that brought somebody. */
  readonly firstCycle: string | null;
}

const created =
  (kind: TrafficKind) =>
  (counter: Counter): boolean =>
    counter.kind === kind && isDone(counter);
const isAnswered = (counter: Counter): boolean =>
  isDone(counter) && counter.kind !== 'refused' && counter.kind !== 'unknownRoute';

/**
 * How far connecting has come. The record ends after 60 days: what is here without having been seen
 * to come was done by its beginning.
 */
export function firstSteps(evidence: Evidence): FirstSteps {
  const { cycles, users, groups, now } = evidence;
  const beginning = cycles[0]?.start ?? new Date(now).toISOString();
  const before = (count: number): string | null => (count > 0 ? beginning : null);
  const first = cycles.findIndex(({ counters }) => total(counters, created('userCreate')) > 0);
  const brought = cycles[first];
  const isComplete = brought !== undefined && (first < cycles.length - 1 || isOver(evidence));
  return {
    credentialsTested: momentOf(evidence, isAnswered, 'probe') ?? before(users + groups),
    firstUser: momentOf(evidence, created('userCreate'), 'userCreate') ?? before(users),
    firstGroup: momentOf(evidence, created('groupCreate'), 'groupCreate') ?? before(groups),
    firstCycle: brought ? (isComplete ? brought.end : null) : before(users),
  };
}

/** In the first cycle that shows it: when that kind came first, or when the cycle began. */
function momentOf(
  { cycles, firstOf }: Evidence,
  test: (counter: Counter) => boolean,
  kind: TrafficKind,
): string | undefined {
  const cycle = cycles.find(({ counters }) => counters.some(test));
  if (!cycle) return undefined;
  const moment = firstOf[kind] ?? '';
  return moment > cycle.start && moment <= cycle.end ? moment : cycle.start;
}
