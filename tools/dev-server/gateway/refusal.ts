import type { HttpAnswer } from '../http/answer.ts';
import type { Api } from './api.ts';
import { renderGatewayResponse } from './gateway-response.ts';
import type { GatewayErrorType } from './gateway-response.ts';

/** Ends a request on its way: `type` says with which gateway response. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly type: GatewayErrorType;
  /** What a template knows as $context.authorizer.… */
  readonly authorizer: Record<string, string>;

  constructor(
    type: GatewayErrorType,
    details: { message?: string | undefined; authorizer?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(details.message, { cause: details.cause });
    this.type = type;
    this.authorizer = details.authorizer ?? {};
  }
}

/** Renders the gateway response for a refused request. */
export function renderRefusal(
  api: Api,
  { type, message, authorizer }: Refusal,
  request: { method: string; url: string; accept: string | undefined; sourceIp: string },
  requestId: string,
): HttpAnswer {
  const context = {
    apiId: api.id,
    extendedRequestId: requestId,
    httpMethod: request.method,
    'identity.sourceIp': request.sourceIp,
    path: request.url.split('?', 1)[0],
    protocol: 'HTTP/1.1',
    requestId,
    stage: api.stage,
    ...Object.fromEntries(Object.entries(authorizer).map(([name, value]) => [`authorizer.${name}`, value])),
  };
  return renderGatewayResponse(api.gatewayResponses, type, {
    accept: request.accept,
    context,
    ...(message && { message }),
  });
}
