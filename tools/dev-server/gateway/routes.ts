import { PlainError } from '../../plain-error.ts';
import type { Stack } from '../template/assembly.ts';
import { resourcesOf, type Resolved } from '../template/deployment.ts';
import { unqualified } from '../template/functions.ts';
import type { Throttle } from './throttle.ts';

/** API Gateway waits this long for a function unless the method says less. */
const INTEGRATION_TIMEOUT_MS = 29_000;

/**
 * A method of a resource. `path` is the resource path, as in `/scim/v2/Users/{id}`; `method` may be
 * ANY.
 */
export interface Route {
  path: string;
  resourceId: string;
  method: string;
  functionArn: string;
  timeoutMs: number;
  /** The answer goes on as the function writes it. */
  streams?: true;
  /** Left out, everybody may call it. */
  authorizer?: Authorizer;
  /** Its own limit, which counts instead of the stage's. */
  throttle?: Throttle;
}

/** A Lambda authorizer of the kind REQUEST, whose identity source is one header. */
export interface Authorizer {
  id: string;
  functionArn: string;
  cacheSeconds: number;
  identityHeader: string;
}

interface MethodProperties {
  ResourceId: string;
  HttpMethod: string;
  AuthorizationType?: string;
  AuthorizerId?: string;
  Integration: { Type: string; Uri?: string; TimeoutInMillis?: number; ResponseTransferMode?: string };
}

interface AuthorizerProperties {
  Type: string;
  AuthorizerUri: string;
  AuthorizerResultTtlInSeconds?: number;
  IdentitySource?: string;
}

/**
 * The methods of the REST API. Throws PlainError for an integration or an authorizer of a kind that
 * is not modelled.
 */
export function readRoutes(stacks: readonly Stack[], rootId: string): Route[] {
  const resources = resourcesOf<{ ParentId: string; PathPart: string }>(stacks, 'AWS::ApiGateway::Resource');
  const byId = new Map(resources.map(({ ref, properties }) => [ref, properties]));
  const pathOf = (id: string): string => {
    const resource = byId.get(id);
    return resource === undefined ? '' : `${pathOf(resource.ParentId)}/${resource.PathPart}`;
  };
  const authorizers = new Map(
    resourcesOf<AuthorizerProperties>(stacks, 'AWS::ApiGateway::Authorizer').map((one) => [one.ref, toAuthorizer(one)]),
  );
  return resourcesOf<MethodProperties>(stacks, 'AWS::ApiGateway::Method').map(({ properties }) => {
    const path = properties.ResourceId === rootId ? '/' : pathOf(properties.ResourceId);
    return toRoute(path, properties, authorizers);
  });
}

function toRoute(path: string, method: MethodProperties, authorizers: ReadonlyMap<string, Authorizer>): Route {
  const { Integration, AuthorizationType: authorization = 'NONE' } = method;
  if (Integration.Type !== 'AWS_PROXY') {
    throw new PlainError(
      `${method.HttpMethod} ${path} has an integration of type ${Integration.Type}: the dev server knows AWS_PROXY only`,
    );
  }
  const authorizer = authorizers.get(method.AuthorizerId ?? '');
  if (authorization !== 'NONE' && (authorization !== 'CUSTOM' || authorizer === undefined)) {
    throw new PlainError(
      `${method.HttpMethod} ${path} has the authorization ${authorization}: the dev server knows NONE, ` +
        'and CUSTOM with an authorizer of the same stacks',
    );
  }
  return {
    path,
    resourceId: method.ResourceId,
    method: method.HttpMethod,
    ...target(Integration),
    timeoutMs: Integration.TimeoutInMillis ?? INTEGRATION_TIMEOUT_MS,
    ...(authorization === 'CUSTOM' && authorizer && { authorizer }),
  };
}

/** The address says how the function is called, which has to fit the mode: AWS refuses another. */
function target({ Uri = '', ResponseTransferMode: mode = 'BUFFERED' }: MethodProperties['Integration']) {
  if (mode === 'BUFFERED') return { functionArn: functionArnIn(Uri) };
  return { functionArn: functionArnIn(Uri, 'response-streaming-invocations'), streams: true as const };
}

function toAuthorizer({ id, ref, properties }: Resolved<AuthorizerProperties>): Authorizer {
  const { Type, IdentitySource: source = '' } = properties;
  const header = /^method\.request\.header\.([^,\s]+)$/.exec(source)?.[1];
  if (Type !== 'REQUEST' || header === undefined) {
    throw new PlainError(
      `the authorizer ${id} is of the kind ${Type} with the identity source "${source}": the dev server knows REQUEST ` +
        'with one header only, as in method.request.header.Authorization',
    );
  }
  return {
    id: ref,
    functionArn: functionArnIn(properties.AuthorizerUri),
    cacheSeconds: properties.AuthorizerResultTtlInSeconds ?? 300,
    identityHeader: header,
  };
}

function functionArnIn(integrationUri: string, action = 'invocations'): string {
  const [before, arn = ''] = integrationUri.split('/functions/');
  if (before === integrationUri || !arn.endsWith(`/${action}`))
    throw new PlainError(`"${integrationUri}" does not name a Lambda function`);
  return unqualified(arn.slice(0, -action.length - 1));
}
