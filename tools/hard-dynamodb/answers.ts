import { fieldsOf, type Fields } from './fields.ts';
import type { Answer } from './upstream.ts';

const DYNAMODB = 'com.amazonaws.dynamodb.v20120810';

/** What a failing answer says, without the details of a case. */
const ERRORS = {
  conflict: [400, `${DYNAMODB}#TransactionConflictException`, 'Transaction is ongoing for the item'],
  inProgress: [400, `${DYNAMODB}#TransactionInProgressException`, 'The transaction with the token is in progress'],
  mismatch: [
    400,
    `${DYNAMODB}#IdempotentParameterMismatchException`,
    'A request with other parameters was sent with this token before',
  ],
  internal: [
    500,
    `${DYNAMODB}#InternalServerError`,
    'The request processing has failed because of an unknown error, exception or failure.',
  ],
  unreachable: [502, `${DYNAMODB}#InternalServerError`, 'The DynamoDB Local behind the hard one does not answer'],
  cancelled: [400, `${DYNAMODB}#TransactionCanceledException`, ''],
  throttledWrite: [
    400,
    'com.amazon.coral.availability#ThrottlingException',
    'Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or ' +
      'index so please try again shortly. If exceptions persist, check if you have a hot key',
  ],
  throttledRead: [
    400,
    `${DYNAMODB}#ProvisionedThroughputExceededException`,
    'The level of configured provisioned throughput for the table was exceeded.',
  ],
  ceiling: [
    400,
    'com.amazon.coral.availability#ThrottlingException',
    'Throughput exceeds the maximum OnDemandThroughput configured on table or index',
  ],
} as const satisfies Readonly<Record<string, readonly [number, string, string]>>;

export type ErrorName = keyof typeof ERRORS;

/** An answer in JSON. The checksum of DynamoDB is left out: it is optional. */
export const jsonAnswer = (output: Fields, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: Buffer.from(JSON.stringify(output)),
});

/** An error as DynamoDB answers it. */
export function errorAnswer(name: ErrorName, details: Fields = {}): Answer {
  const [status, type, message] = ERRORS[name];
  return jsonAnswer({ __type: type, Message: message, ...details }, status);
}

/** Why one action of a transaction keeps the whole from being done. */
export const REASONS = {
  none: { Code: 'None' },
  conflict: { Code: 'TransactionConflict', Message: ERRORS.conflict[2] },
  throttledWrite: { Code: 'ThrottlingError', Message: ERRORS.throttledWrite[2] },
  ceiling: { Code: 'ThrottlingError', Message: ERRORS.ceiling[2] },
  throttledRead: { Code: 'ProvisionedThroughputExceeded', Message: ERRORS.throttledRead[2] },
} as const;

/** A cancelled transaction, with a reason for each of its actions. */
export function cancelledAnswer(reasons: readonly Fields[]): Answer {
  const codes = reasons.map(({ Code }) => String(Code)).join(', ');
  return errorAnswer('cancelled', {
    Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    CancellationReasons: reasons.map(fieldsOf),
  });
}
