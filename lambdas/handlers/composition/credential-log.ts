import { daysLeft, WARN_DAYS } from '../../auth/ending.ts';
import { logger } from './logger.ts';

/** What a line about a credential says. Neither a secret nor anything made from one. */
export interface CredentialLine {
  readonly requestId: string;
  readonly credentialId: string | undefined;
  readonly kind: string;
}

/** One line for a credential that is not accepted. lib/constructs/credential-metrics.ts counts by `reason`; `cause` is for whoever looks further. */
export function logRefused(line: CredentialLine, reason: string, cause?: Error): void {
  logger.info('refused', { ...line, reason, ...(cause && { cause: cause.message }) });
}

/** One line for a credential that is accepted. `endsInDays` is there when somebody has to renew it soon, and is counted too. `now` is ISO 8601. */
export function logAccepted(
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
