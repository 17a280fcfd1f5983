import type { Logger } from '@aws-lambda-powertools/logger';
import { daysLeft, WARN_DAYS } from '../auth/ending.ts';

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
 * One line for a credential that is not accepted. lib/constructs/credential-metrics.ts counts by
 * `reason`; `cause` is for whoever looks further.
 */
export function logRefused(logger: Logger, line: CredentialLine, reason: string, cause?: Error): void {
  logger.info('refused', { ...line, reason, ...(cause && { cause: cause.message }) });
}

/**
 * One line for a credential that is accepted. `endsInDays` is there when somebody has to renew it
 * soon, and is counted too. `now` is ISO 8601.
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
    ...(left !== undefined && left < WARN_DAYS && { endsInDays: left }),
    ...(touchError instanceof Error && { lastUseNotNoted: touchError.name }),
  });
}
