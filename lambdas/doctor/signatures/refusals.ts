import type { Counter } from '../../traffic/bucket.ts';
import { total, type Evidence } from '../evidence.ts';
import { some } from './words.ts';

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

/** What was refused in the last cycle; what was refused before that may be mended. */
export const refusedLately =
  (because: Because) =>
  ({ cycles, lastOf: { refused = '' } }: Evidence): string | undefined => {
    const counters = (cycles.at(-1)?.counters ?? []).filter(isRefused(because));
    const reasons = [...new Set(counters.map(({ reason }) => reason))].join(', ');
    return some(
      total(counters, () => true),
      (count) => `requests refused: ${count} (${reasons}), the last refusal at ${refused}`,
    );
  };

/** Whether anything got through after the last refusal. */
export const isPassedSince = ({ lastOf: { refused = '', ...others } }: Evidence): boolean =>
  Object.values(others).some((last) => last > refused);

/** What was refused in the last cycle, where nothing got through after it. */
export const refusals =
  (because: Because) =>
  (evidence: Evidence): string | undefined =>
    isPassedSince(evidence) ? undefined : refusedLately(because)(evidence);
