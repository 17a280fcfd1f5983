import { PlainError } from '../../plain-error.ts';
import type { Stack } from '../template/assembly.ts';
import { resourcesOf } from '../template/deployment.ts';

/** How an API words an answer that API Gateway gives by itself. */
export interface GatewayResponseTemplate {
  statusCode?: number;
  headers: [name: string, value: string][];
  /** Body templates by content type. */
  templates: Record<string, string>;
}

interface GatewayResponseProperties {
  ResponseType: string;
  StatusCode?: string;
  ResponseParameters?: Record<string, string>;
  ResponseTemplates?: Record<string, string>;
}

/**
 * The gateway responses of the tenant's stacks by their type. Throws PlainError for a header that
 * is no constant.
 */
export function readGatewayResponses(stacks: readonly Stack[]): Map<string, GatewayResponseTemplate> {
  const all = resourcesOf<GatewayResponseProperties>(stacks, 'AWS::ApiGateway::GatewayResponse');
  return new Map(all.map(({ properties }) => [properties.ResponseType, toTemplate(properties)]));
}

function toTemplate(properties: GatewayResponseProperties): GatewayResponseTemplate {
  return {
    ...(properties.StatusCode !== undefined && { statusCode: Number(properties.StatusCode) }),
    headers: Object.entries(properties.ResponseParameters ?? {}).map(readHeader),
    templates: properties.ResponseTemplates ?? {},
  };
}

/** As in `gatewayresponse.header.Retry-After` with `'5'`. */
function readHeader([key, expression]: readonly [string, string]): [name: string, value: string] {
  const name = /^gatewayresponse\.header\.(.+)$/.exec(key)?.[1];
  const value = /^'(.*)'$/s.exec(expression)?.[1];
  if (name === undefined || value === undefined) {
    throw new PlainError(
      `a gateway response sets ${key} to ${expression}: the dev server knows headers with a constant in quotes only`,
    );
  }
  return [name, value];
}
