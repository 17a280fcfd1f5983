/**
 * One access log line of API Gateway. No query string and no header: a filter holds personal data,
 * a header the token.
 */
export const ACCESS_LOG_FIELDS = {
  time: '$context.requestTimeEpoch',
  requestId: '$context.requestId',
  // Who still comes by API Gateway's own address.
  domain: '$context.domainName',
  ip: '$context.identity.sourceIp',
  method: '$context.httpMethod',
  // Not the path: whoever mistakes an address for an id has it there.
  route: '$context.resourcePath',
  status: '$context.status',
  bytes: '$context.responseLength',
  milliseconds: '$context.responseLatency',
  functionMilliseconds: '$context.integration.latency',
  // By which Lambda's own lines are found: one that ran out of time leaves no other.
  functionRequestId: '$context.integration.requestId',
  functionError: '$context.integration.error',
  authorizerStatus: '$context.authorizer.status',
  authorizerRequestId: '$context.authorizer.requestId',
  authorizerError: '$context.authorizer.error',
  credentialId: '$context.authorizer.credentialId',
  gatewayError: '$context.error.responseType',
};
