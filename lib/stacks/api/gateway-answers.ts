import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { GATEWAY_ANSWERS, gatewayBody } from '../../gateway-responses.ts';

/** Has API Gateway answer in SCIM's words where no function does. */
export function addGatewayAnswers(api: RestApi): void {
  for (const answer of GATEWAY_ANSWERS) {
    const body = gatewayBody(answer);
    const headers = { 'Content-Type': 'application/scim+json', ...answer.headers };
    api.addGatewayResponse(`Answer-${answer.type}`, {
      type: ResponseType.of(answer.type),
      statusCode: String(answer.status),
      // A constant is written in single quotes; without them it would be a mapping expression.
      responseHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `'${value}'`])),
      // API Gateway picks by the client's Accept header, and the first one for */*.
      templates: { 'application/scim+json': body, 'application/json': body },
    });
  }
}
