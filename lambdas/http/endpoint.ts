import type { Logger } from '@aws-lambda-powertools/logger';
import middy, { type MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { toResult, type Answered, type HttpAnswer } from './answer.ts';
import { answerError, type ErrorAnswers } from './errors.ts';

/** What the middlewares of a request tell each other. */
type Internal = {
  /** Milliseconds, as `performance.now()` has them. */
  startedAt?: number;
  /** Kind of the credential and why it may not be used. */
  refused?: string;
};

/** What they tell each other and whoever answers: the body, where there is one and it could be parsed. */
export type RequestContext = Context & {
  body?: unknown;
  /** Names of attributes that a write left out, which whoever answers adds to. */
  leftOut?: ReadonlySet<string>;
};

export type Middleware<Answer extends HttpAnswer = HttpAnswer> = MiddlewareObj<
  APIGatewayProxyEvent,
  Answer,
  Error,
  RequestContext,
  Internal
>;

/** A request that has its answer. */
export interface Finished<Answer extends HttpAnswer = HttpAnswer> {
  readonly event: APIGatewayProxyEvent;
  readonly body: unknown;
  readonly answer: Answer;
  readonly startedAt: number;
  readonly refused: string | undefined;
  /** Attributes that were sent, and are not stored. */
  readonly leftOut: readonly string[];
}

export interface EndpointOptions<Answer extends HttpAnswer> {
  readonly logger: Logger;
  /** What a request goes through before it is answered; each may throw what `errors` knows. */
  readonly checks: readonly Middleware[];
  readonly answer: (event: APIGatewayProxyEvent, context: RequestContext) => Promise<Answer>;
  readonly errors: ErrorAnswers<Answer>;
  /** Writes the log line, and counts. The result waits for it. */
  readonly finished: (finished: Finished<Answer>) => Promise<void> | void;
  /** What every answer says that does not say otherwise. */
  readonly headers?: (event: APIGatewayProxyEvent) => Readonly<Record<string, string>>;
}

export type Endpoint = (event: APIGatewayProxyEvent, context: Context) => Promise<Answered>;

/**
 * The whole way of a request, whatever its dialect: checks → answer, or error → answer → one log
 * line → result. Anything thrown on the way is answered; a request never leaves without one.
 */
export function endpoint<Answer extends HttpAnswer>(options: EndpointOptions<Answer>): Endpoint {
  const { checks, answer, headers } = options;
  const pipeline = middy<APIGatewayProxyEvent, Answer, Error, RequestContext, Internal>(answer).use([
    reporting(options),
    answeringErrors(options),
    ...checks,
  ]);
  return async (event, context) => {
    const answered = await pipeline(event, context);
    return toResult({ ...answered, headers: { ...headers?.(event), ...answered.headers } }, event);
  };
}

/**
 * The outermost: it begins before all others and ends behind them, also when one of them has
 * thrown.
 */
function reporting<Answer extends HttpAnswer>({ finished }: EndpointOptions<Answer>): Middleware<Answer> {
  const reportingBefore: Middleware<Answer>['before'] = ({ internal }) => {
    internal.startedAt = performance.now();
  };
  const reportingAfter: Middleware<Answer>['after'] = async ({ event, context, internal, response }) => {
    if (!response) return;
    const { startedAt = performance.now(), refused } = internal;
    const { body, leftOut = [] } = context;
    await finished({ event, body, answer: response, startedAt, refused, leftOut: [...leftOut] });
  };
  return { before: reportingBefore, after: reportingAfter, onError: reportingAfter };
}

function answeringErrors<Answer extends HttpAnswer>({ errors, logger }: EndpointOptions<Answer>): Middleware<Answer> {
  const answeringErrorsOnError: Middleware<Answer>['onError'] = (request) => {
    const { requestId } = request.event.requestContext;
    request.response = answerError(errors, request.error, { requestId, logger });
  };
  return { onError: answeringErrorsOnError };
}
