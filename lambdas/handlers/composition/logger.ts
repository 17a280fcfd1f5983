import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { isObject } from '../../scim/json.ts';
import { readBuild } from './environment.ts';

/** What Lambda tells of the invocation that is at work; a function has one at a time. */
type Invocation = Partial<Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'>>;

let invocation: Invocation = {};
let isCold = true;

/** Said by each line for the moment at which it is written. */
const REMAINING = 'remainingMilliseconds';

/**
 * One JSON object per line, with the build by which `scim stack-map` reads its stack; the service
 * name comes from $POWERTOOLS_SERVICE_NAME. Never log personal data, tokens or secrets.
 */
export const logger = new Logger({
  persistentKeys: { build: readBuild() },
  jsonReplacerFn: (key: string, value: unknown) =>
    key === REMAINING ? invocation.getRemainingTimeInMillis?.() : value,
});

/**
 * Has every line that is logged meanwhile say which invocation it is of: `requestId` of API Gateway,
 * where it came from there, `lambdaRequestId`, by which Lambda's own lines are found (a time-out
 * leaves no other), `coldStart` for the first one, and the time that is left.
 */
export const logged =
  <Given extends [event: object, context?: Invocation], Result>(handler: (...given: Given) => Promise<Result>) =>
  (...given: Given): Promise<Result> => {
    const [event, context = {}] = given;
    invocation = context;
    logger.resetKeys();
    logger.appendKeys({
      ...fromGateway(event),
      lambdaRequestId: context.awsRequestId,
      ...(isCold && { coldStart: true }),
      [REMAINING]: 0,
    });
    isCold = false;
    return handler(...given);
  };

function fromGateway(event: object): { requestId?: string } {
  const context: unknown = 'requestContext' in event ? event.requestContext : undefined;
  const id = isObject(context) ? context['requestId'] : undefined;
  return typeof id === 'string' ? { requestId: id } : {};
}
