import type { Answer, Context } from '../../service/context.ts';
import { createResource } from '../../service/resources/create.ts';
import {
  readResourceTypes,
  readSchemas,
  readServiceProviderConfig,
  refuseFilter,
} from '../../service/resources/discovery.ts';
import { queryResources } from '../../service/query/query.ts';
import { readResourceById } from '../../service/resources/read.ts';
import { deleteResource } from '../../service/resources/delete.ts';
import { patchResource } from '../../service/resources/patch.ts';
import { replaceResource } from '../../service/resources/replace.ts';
import { methodNotAllowed, notFound, notImplemented } from '../../scim/errors.ts';
import { readSearchRequest } from '../../scim/messages/search-request.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import { TYPE_ROUTES, type ServiceRoute, type TypeRoute } from '../paths.ts';
import { MAX_BODY_BYTES } from './body-limit.ts';
import { runBulk } from './bulk.ts';
import { queryOf, type ScimRequest } from './request.ts';

type Handle = (context: Context, request: ScimRequest) => Promise<Answer> | Answer;
type Methods = Readonly<Record<string, Handle>>;
type Dispatch = (context: Context, request: ScimRequest) => Promise<Answer>;

export interface Router {
  /**
   * Answers a request, or throws the ScimError that refuses it. HEAD is answered like GET; its body
   * is left out at the end.
   */
  readonly dispatch: Dispatch;
  /**
   * What answers a method on a route. Throws 404, and 405 with what is allowed, whatever else the
   * request holds (RFC 9110 §15.5.6).
   */
  readonly find: (route: string, method: string) => Handle;
}

/** The routes of a service with these resource types, below the SCIM base. */
export function createRouter(types: readonly ResourceType[]): Router {
  const find: Router['find'] = (route, method) => findHandle(routes.get(route), route, method);
  const dispatch: Dispatch = async (context, request) => find(request.route, request.method)(context, request);
  const routes = new Map<string, Methods>([
    ...types.flatMap((type) =>
      TYPE_ROUTES.map((route): [string, Methods] => [`${type.endpoint}${route}`, typeMethods[route](type)]),
    ),
    ...Object.entries(serviceMethods(dispatch)),
  ]);
  return { dispatch, find };
}

/**
 * The methods of the routes that belong to the service itself (RFC 7644 §3.2, table 1). `dispatch`
 * answers the operations of a bulk request.
 */
const serviceMethods = (dispatch: Dispatch): Readonly<Record<ServiceRoute, Methods>> => ({
  '/ServiceProviderConfig': config,
  '/ServiceProviderConfigs': config,
  '/ResourceTypes': { GET: discovery((context) => readResourceTypes(context)) },
  '/ResourceTypes/{id}': { GET: discovery((context, { id }) => readResourceTypes(context, id)) },
  '/Schemas': { GET: discovery((context) => readSchemas(context)) },
  '/Schemas/{id}': { GET: discovery((context, { id }) => readSchemas(context, id)) },
  // RFC 7644 §3.11: a service without a notion of "the authenticated user" answers 501.
  '/Me': { GET: noMe, POST: noMe, PUT: noMe, PATCH: noMe, DELETE: noMe },
  '/Bulk': { POST: (context, request) => runBulk(context, request, dispatch) },
  '/.search': {
    POST: (context, { body }) => queryResources(context, context.types, readSearchRequest(body, context.profile)),
  },
});

const config: Methods = { GET: discovery((context) => readServiceProviderConfig(context, MAX_BODY_BYTES)) };

/** The methods of the routes of each resource type. */
const typeMethods: Readonly<Record<TypeRoute, (type: ResourceType) => Methods>> = {
  '': (type) => ({
    GET: (context, request) => queryResources(context, [type], queryOf(request)),
    POST: (context, { body, preferences }) => createResource(context, type, body, preferences),
  }),
  '/.search': (type) => ({
    POST: (context, { body }) => queryResources(context, [type], readSearchRequest(body, context.profile)),
  }),
  '/{id}': (type) => ({
    GET: (context, { id, preferences }) => readResourceById(context, type, id, preferences),
    PUT: (context, { id, body, preferences }) => replaceResource(context, type, id, body, preferences),
    PATCH: (context, { id, body, preferences }) => patchResource(context, type, id, body, preferences),
    DELETE: (context, { id, preferences }) => deleteResource(context, type, id, preferences),
  }),
};

function findHandle(methods: Methods | undefined, route: string, method: string): Handle {
  if (!methods)
    throw notFound(`there is no route "${route}"; the resource types and their endpoints are listed at /ResourceTypes`);
  const allow = allowed(methods);
  if (method === 'OPTIONS') return () => ({ status: 204, headers: { Allow: allow } });
  const handle = methods[method === 'HEAD' ? 'GET' : method];
  if (!handle) throw methodNotAllowed(`${method} is not allowed on ${route}; allowed: ${allow}`, allow);
  return handle;
}

const allowed = (methods: Methods): string =>
  [...Object.keys(methods), ...('GET' in methods ? ['HEAD'] : []), 'OPTIONS'].join(', ');

function discovery(handle: Handle): Handle {
  return (context, request) => {
    refuseFilter(request.query.filter);
    return handle(context, request);
  };
}

function noMe(): never {
  throw notImplemented('/Me is not offered: the credential is not a user of the directory; use /Users');
}
