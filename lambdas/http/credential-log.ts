import type { Logger } from '@aws-lambda-powertools/logger';
import { daysLeft, WARN_DAYS } from '../auth/ending.ts';
import { metrics } from '../traffic/metrics.ts';

/** What a line about a credential says. Neither a secret nor anything made from one. */
export interface CredentialLine {
  readonly requestId: string;
  readonly credentialId: string | undefined;
  readonly kind: string;
}

/**
 * Records a refused credential, by what it looked like and why, for the doctor. Never throws or
 * rejects.
 */
export type RecordRefusal = (status: number, kind: string, reason: string) => Promise<void>;

/**
 * One line for a credential that is not accepted, counted where somebody has to know; `cause` is for
 * whoever looks further.
 */
export function logRefused(logger: Logger, line: CredentialLine, reason: string, cause?: Error): void {
  logger.info('refused', {
    ...line,
    reason,
    ...(cause && { cause: cause.message }),
    ...figuresOf(line.kind, reason),
  });
}

/**
 * What an operator has to renew, and what Microsoft does not give. Only who proved the secret is told of
 * its end, so strangers cannot raise that alarm.
 */
function figuresOf(kind: string, reason: string) {
  if (reason === 'keys-unavailable') return metrics({ KeysUnavailable: 1 });
  const hasEnded = reason === 'expired' || reason === 'revoked';
  return hasEnded && (kind === 'bearer' || kind === 'client-credentials') ? metrics({ EndedCredentials: 1 }) : {};
}

/**
 * One line for a credential that is accepted. `endsInDays` is there when somebody has to renew it
 * soon. `now` is ISO 8601.
 */
export function logAccepted(
  logger: Logger,
  message: 'allowed' | 'granted',
  line: CredentialLine,
  { expiresAt, touchError, now }: { expiresAt?: string; touchError?: unknown; now: string },
): void {
  const left = expiresAt === undefined ? undefined : daysLeft(expiresAt, now);
  logger.info(message, {
    ...line,
    ...(left !== undefined && left <= WARN_DAYS && { endsInDays: left }),
    ...(touchError instanceof Error && { lastUseNotNoted: touchError.name }),
  });
}
