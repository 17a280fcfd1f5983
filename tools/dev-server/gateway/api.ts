import { PlainError } from '../../plain-error.ts';
import type { Stack } from '../template/assembly.ts';
import { resourcesOf } from '../template/deployment.ts';
import type { Resolved } from '../template/deployment.ts';

/** API Gateway waits this long for a function unless the method says less. */
const INTEGRATION_TIMEOUT_MS = 29_000;

/** The REST API of a tenant as its template describes it. */
export interface Api {
  id: string;
  stage: string;
  routes: Route[];
  gatewayResponses: Map<string, GatewayResponseTemplate>;
  /** Answers of this many bytes are compressed for clients that accept it; undefined for never. */
  minimumCompressionSize?: number;
  /** Undefined where the stage sets none. */
  throttle?: Throttle;
}

/** Requests per second, and how many at once. */
export interface Throttle {
  rate: number;
  burst: number;
}

/** A method of a resource. `path` is the resource path, as in `/scim/v2/Users/{id}`; `method` may be ANY. */
export interface Route {
  path: string;
  resourceId: string;
  method: string;
  functionArn: string;
  timeoutMs: number;
  authorizer?: Authorizer;
  /** Its own limit, which counts instead of the stage's. */
  throttle?: Throttle;
}

export interface Authorizer {
  id: string;
  type: 'TOKEN' | 'REQUEST';
  functionArn: string;
  cacheSeconds: number;
  /** As in `method.request.header.Authorization`. */
  identitySources: string[];
  /** What a token must look like to be passed on (TOKEN only). */
  pattern?: RegExp;
}

export interface GatewayResponseTemplate {
  statusCode?: number;
  /** Mapping expressions by header name. */
  headers: [name: string, expression: string][];
  /** Body templates by content type. */
  templates: Record<string, string>;
}

interface MethodProperties {
  ResourceId: string;
  HttpMethod: string;
  AuthorizationType?: string;
  AuthorizerId?: string;
  Integration: { Type: string; Uri?: string; TimeoutInMillis?: number };
}

interface AuthorizerProperties {
  Type: 'TOKEN' | 'REQUEST';
  AuthorizerUri: string;
  AuthorizerResultTtlInSeconds?: number;
  IdentitySource?: string;
  IdentityValidationExpression?: string;
}

interface GatewayResponseProperties {
  ResponseType: string;
  StatusCode?: string;
  ResponseParameters?: Record<string, string>;
  ResponseTemplates?: Record<string, string>;
}

interface StageProperties {
  StageName: string;
  MethodSettings?: {
    HttpMethod: string;
    ResourcePath: string;
    ThrottlingRateLimit?: number;
    ThrottlingBurstLimit?: number;
  }[];
}

/** Reads the one REST API of the tenant's stacks. Throws PlainError when there is none, or something not modelled. */
export function readApi(stacks: readonly Stack[]): Api {
  const apis = resourcesOf<{ MinimumCompressionSize?: number }>(stacks, 'AWS::ApiGateway::RestApi');
  const stages = resourcesOf<StageProperties>(stacks, 'AWS::ApiGateway::Stage');
  const [api] = apis;
  const [stage] = stages;
  if (api === undefined || stage === undefined || apis.length > 1 || stages.length > 1) {
    throw new PlainError(
      `the stacks have ${apis.length} REST APIs and ${stages.length} API stages: the dev server serves exactly one of each`,
    );
  }
  const gatewayResponses = resourcesOf<GatewayResponseProperties>(stacks, 'AWS::ApiGateway::GatewayResponse');
  const throttle = readThrottle(stage.properties);
  const { MinimumCompressionSize: minimumCompressionSize } = api.properties;
  return {
    id: api.ref,
    stage: stage.properties.StageName,
    routes: readRoutes(stacks, `${api.ref}-root`).map((route) => {
      const own = readThrottle(stage.properties, route);
      return own ? { ...route, throttle: own } : route;
    }),
    gatewayResponses: new Map(
      gatewayResponses.map(({ properties }) => [properties.ResponseType, toTemplate(properties)]),
    ),
    ...(throttle && { throttle }),
    ...(minimumCompressionSize !== undefined && { minimumCompressionSize }),
  };
}

function readRoutes(stacks: readonly Stack[], rootId: string): Route[] {
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
    const { Integration } = properties;
    if (Integration.Type !== 'AWS_PROXY') {
      throw new PlainError(
        `${properties.HttpMethod} ${path} has an integration of type ${Integration.Type}: the dev server knows AWS_PROXY only`,
      );
    }
    const authorizer = authorizers.get(properties.AuthorizerId ?? '');
    return {
      path,
      resourceId: properties.ResourceId,
      method: properties.HttpMethod,
      functionArn: functionArnIn(Integration.Uri ?? ''),
      timeoutMs: Integration.TimeoutInMillis ?? INTEGRATION_TIMEOUT_MS,
      ...(properties.AuthorizationType === 'CUSTOM' && authorizer && { authorizer }),
    };
  });
}

function toAuthorizer({ ref, properties }: Resolved<AuthorizerProperties>): Authorizer {
  const { IdentityValidationExpression: pattern } = properties;
  return {
    id: ref,
    type: properties.Type,
    functionArn: functionArnIn(properties.AuthorizerUri),
    cacheSeconds: properties.AuthorizerResultTtlInSeconds ?? 300,
    identitySources: properties.IdentitySource?.split(',').map((source) => source.trim()) ?? [],
    ...(pattern !== undefined && { pattern: new RegExp(`^(?:${pattern})$`) }),
  };
}

function functionArnIn(integrationUri: string): string {
  const arn = /\/functions\/(.+)\/invocations$/.exec(integrationUri)?.[1];
  if (arn === undefined) throw new PlainError(`"${integrationUri}" does not name a Lambda function`);
  return arn;
}

function toTemplate(properties: GatewayResponseProperties): GatewayResponseTemplate {
  const prefix = 'gatewayresponse.header.';
  return {
    ...(properties.StatusCode !== undefined && { statusCode: Number(properties.StatusCode) }),
    headers: Object.entries(properties.ResponseParameters ?? {})
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, expression]) => [key.slice(prefix.length), expression]),
    templates: properties.ResponseTemplates ?? {},
  };
}

/** The stage's limit, or that of one method, whose path is written as a JSON pointer. */
function readThrottle(
  { MethodSettings = [] }: StageProperties,
  route?: Pick<Route, 'method' | 'path'>,
): Api['throttle'] {
  const wanted = route
    ? { method: route.method, path: `/${route.path.replaceAll('/', '~1')}` }
    : { method: '*', path: '/*' };
  const found = MethodSettings.find(
    ({ HttpMethod, ResourcePath }) => HttpMethod === wanted.method && ResourcePath === wanted.path,
  );
  if (found?.ThrottlingRateLimit === undefined) return undefined;
  return { rate: found.ThrottlingRateLimit, burst: found.ThrottlingBurstLimit ?? found.ThrottlingRateLimit };
}
