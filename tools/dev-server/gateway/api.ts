import { PlainError } from '../../plain-error.ts';
import type { Stack } from '../template/assembly.ts';
import { resourcesOf } from '../template/deployment.ts';
import { readDomains, type Domains } from './domains.ts';
import { readGatewayResponses, type GatewayResponseTemplate } from './response-template.ts';
import { readRoutes, type Route } from './routes.ts';
import type { Throttle } from './throttle.ts';

/** The REST API of a tenant as its template describes it. */
export interface Api {
  id: string;
  stage: string;
  routes: Route[];
  /** The custom domains that lead here. */
  domains: Domains;
  gatewayResponses: Map<string, GatewayResponseTemplate>;
  /** Answers of this many bytes are compressed for clients that accept it; undefined for never. */
  minimumCompressionSize?: number;
  /** Of each method that has none of its own; undefined where the stage sets none. */
  throttle?: Throttle;
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

/**
 * Reads the one REST API of the tenant's stacks. Throws PlainError when there is none, or something
 * not modelled.
 */
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
  const throttle = readThrottle(stage.properties);
  const { MinimumCompressionSize: minimumCompressionSize } = api.properties;
  return {
    id: api.ref,
    stage: stage.properties.StageName,
    routes: readRoutes(stacks, `${api.ref}-root`).map((route) => {
      const own = readThrottle(stage.properties, route);
      return own ? { ...route, throttle: own } : route;
    }),
    domains: readDomains(stacks, api.ref),
    gatewayResponses: readGatewayResponses(stacks),
    ...(throttle && { throttle }),
    ...(minimumCompressionSize !== undefined && { minimumCompressionSize }),
  };
}

/** The stage's limit, or that of one method, whose path is written as a JSON pointer. */
function readThrottle(
  { MethodSettings = [] }: StageProperties,
  route?: Pick<Route, 'method' | 'path'>,
): Throttle | undefined {
  const wanted = route
    ? { method: route.method, path: `/${route.path.replaceAll('/', '~1')}` }
    : { method: '*', path: '/*' };
  const found = MethodSettings.find(
    ({ HttpMethod, ResourcePath }) => HttpMethod === wanted.method && ResourcePath === wanted.path,
  );
  if (found?.ThrottlingRateLimit === undefined) return undefined;
  return { rate: found.ThrottlingRateLimit, burst: found.ThrottlingBurstLimit ?? found.ThrottlingRateLimit };
}
