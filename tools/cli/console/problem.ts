import { codeOf, messageOf } from '../../../lib/thrown.ts';
import type { ProblemKind, TenantProblem } from '../../../web/src/console/api/types.ts';
import { isRecord } from '../../json.ts';
import { PlainError } from '../../plain-error.ts';

/** What AWS, its SDK and the network call what went wrong. */
const NAMES: readonly (readonly [ProblemKind, readonly string[]])[] = [
  [
    'no-credentials',
    [
      'CredentialsProviderError',
      'TokenProviderError',
      'ExpiredToken',
      'ExpiredTokenException',
      'InvalidClientTokenId',
      'UnrecognizedClientException',
      'MissingAuthenticationTokenException',
    ],
  ],
  ['denied', ['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation']],
  [
    'busy',
    [
      'Throttling',
      'ThrottlingException',
      'TooManyRequestsException',
      'RequestLimitExceeded',
      'ProvisionedThroughputExceededException',
    ],
  ],
  ['unreachable', ['TimeoutError', 'AbortError', 'ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT']],
  ['not-found', ['ValidationError', 'ResourceNotFoundException']],
];

/** Why a tenant did not do something, whoever says so. */
export function problemOf(error: unknown): TenantProblem {
  const names = namesOf(error);
  const [kind] = NAMES.find(([, known]) => known.some((name) => names.includes(name))) ?? [];
  return { kind: kind ?? (error instanceof PlainError ? 'refused' : 'failed'), detail: messageOf(error) };
}

/** The names and codes of an error and of what caused it; by the looks, as lib/thrown.ts does. */
function namesOf(error: unknown): string[] {
  if (!isRecord(error)) return [];
  const { name, errors, cause } = error;
  const inner = Array.isArray(errors) ? errors.flatMap(namesOf) : [];
  return [String(name), codeOf(error) ?? '', ...inner, ...namesOf(cause)];
}
