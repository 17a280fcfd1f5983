import type { Counter } from '../../traffic/bucket.ts';
import { DAY } from '../../duration.ts';
import type { Evidence } from '../evidence.ts';
import { newestFirst, over, sightingOf } from './sighting.ts';
import type { Sighting } from './signature.ts';

/** A reason as it is recorded: the kind of the credential, a space, the reason. */
type Test = (reason: string) => boolean;

/** Entra made the token itself, and the tenant file does not accept that. */
const blankSecret: Test = (reason) => reason === 'entra-token turned-off';

/** Why credentials are refused, by what has to be done. */
const REFUSED = {
  blankSecret,
  secret: (reason) =>
    /^(?:bearer|client-credentials|none) (?:unknown|expired|revoked|malformed|missing|throttled)$/.test(reason),
  /** Microsoft signed it, or somebody else did, and it is not what the tenant file has. */
  trust: (reason) =>
    /^(?:federation|entra-token) /.test(reason) &&
    !/ (?:keys-unavailable|access-token-expired|scope|repeated|query-string)$/.test(reason) &&
    !blankSecret(reason),
  scope: (reason) => reason.endsWith(' scope'),
  outage: (reason) => reason.endsWith(' keys-unavailable'),
} satisfies Readonly<Record<string, Test>>;

type Because = keyof typeof REFUSED;

const isRefused =
  (because: Because) =>
  ({ kind, reason }: Counter): boolean =>
    kind === 'refused' && REFUSED[because](reason);

const told = (counters: readonly Counter[]): Sighting | undefined => {
  const reasons = [...new Set(counters.toSorted(newestFirst).map(({ reason }) => reason))].join(', ');
  return sightingOf(counters, (count) => `requests refused: ${count} (${reasons})`);
};

/** What was refused in the last cycle; what was refused before that may be mended. */
const lately = ({ cycles }: Evidence, because: Because): Sighting | undefined =>
  told((cycles.at(-1)?.counters ?? []).filter(isRefused(because)));

const before = ({ recent }: Evidence, because: Because): Sighting | undefined =>
  over(told(recent.filter(isRefused(because))));

/** When a credential was accepted last, whatever became of the request. */
const passedAt = ({ lastOf: { refused: _, ...others } }: Evidence): string =>
  Object.values(others).toSorted().at(-1) ?? '';

const isPassedSince = (evidence: Evidence, { last = '' }: Sighting): boolean => passedAt(evidence) > last;

/** What was refused in the last cycle, whether or not others got through; or before. */
export const refusedLately =
  (because: Because) =>
  (evidence: Evidence): Sighting | undefined =>
    lately(evidence, because) ?? before(evidence, because);

/** What was refused in the last cycle, where nothing got through after it; or before. */
export const refusals =
  (because: Because) =>
  (evidence: Evidence): Sighting | undefined => {
    const sighting = lately(evidence, because);
    return sighting && !isPassedSince(evidence, sighting) ? sighting : before(evidence, because);
  };

/** What was refused in two cycles of the last day and more, in which others got through, as did the last request. */
export function refusedBeside(evidence: Evidence, because: Because): Sighting | undefined {
  const { cycles, now } = evidence;
  const young = cycles.filter(({ end, passed }) => passed && now - Date.parse(end) <= DAY);
  const refused = young.map(({ counters }) => counters.filter(isRefused(because))).filter(({ length }) => length > 0);
  const sighting = told(refused.flat());
  return sighting && refused.length >= 2 && isPassedSince(evidence, sighting) ? sighting : undefined;
}
