import type { APIGatewayProxyEvent } from 'aws-lambda';
import { isList, isObject } from '../../scim/json.ts';
import type { Profile } from '../../scim/quirks/quirk.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import type { Answer } from '../../service/context.ts';
import type { FoundRefusal, Operation } from '../../traffic/refusal.ts';
import type { Finished } from '../endpoint.ts';
import { isUnknownPath, type TypeRoute } from '../paths.ts';
import { principalOf } from '../principal.ts';
import { header } from '../request.ts';
import { namedAttributes } from './named-attributes.ts';
import { queryIn, routeOf } from './request.ts';
import type { NameInSchema } from './schema-names.ts';
import { scimTypeOf } from './seen.ts';
import { whomOf } from './whom.ts';

export interface RefusalOptions {
  readonly types: readonly ResourceType[];
  readonly profile: Profile;
  readonly nameInSchema: NameInSchema;
  /** ISO 8601 UTC with milliseconds. */
  readonly at: string;
}

/** A request, or an operation of one, and its answer. */
interface Asked {
  /** Below the SCIM base: "/Users/{id}". */
  readonly route: string;
  readonly method: string;
  readonly id: string;
  readonly body: unknown;
  readonly filter: string | undefined;
  readonly answer: Answer;
}

const OPERATION_OF: Readonly<Record<TypeRoute, Readonly<Record<string, Operation>>>> = {
  '': { GET: 'search', HEAD: 'search', POST: 'create' },
  '/.search': { POST: 'search' },
  '/{id}': { GET: 'read', HEAD: 'read', PUT: 'update', PATCH: 'update', DELETE: 'delete' },
};
const ROUTES: readonly TypeRoute[] = ['', '/.search', '/{id}'];

/** What says something about a credential, or the service, and nothing about a person or a group. */
const OF_NOBODY: ReadonlySet<number> = new Set([401, 403, 405, 501]);
const NOT_FOUND = 404;

/**
 * Headers in which clients of Microsoft's send an id of the request; which one Entra's provisioning sends is
 * written nowhere. Only a UUID is taken, which tells nothing else.
 */
const CLIENT_IDS = [
  'x-ms-client-request-id',
  'client-request-id',
  'x-ms-correlation-id',
  'x-correlation-id',
  'x-ms-request-id',
  'x-request-id',
  'request-id',
];
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * What of a request about users or groups was refused, with whom it was about: nothing, the request, or
 * operations of a Bulk request. No value of it is told but what whoever it is about is called.
 */
export function refusalsOf(finished: Finished<Answer>, options: RefusalOptions): FoundRefusal[] {
  const { event, refused } = finished;
  if (refused !== undefined || isUnknownPath(event.resource)) return [];
  return askedIn(finished, options).flatMap((asked) => refusalOf(event, asked, options));
}

function askedIn({ event, body, answer }: Finished<Answer>, { types, profile }: RefusalOptions): Asked[] {
  const route = routeOf(event);
  if (route === '/Bulk') return operationsIn(body, answer, types);
  // Most requests succeed, and need not be looked at once more.
  if (answer.status < 400) return [];
  const sought = isObject(body) ? body['filter'] : undefined;
  const filter = queryIn(event, profile).filter ?? (typeof sought === 'string' ? sought : undefined);
  return [{ route, method: event.httpMethod, id: event.pathParameters?.['id'] ?? '', body, filter, answer }];
}

/** The operations of a Bulk request that was answered, in the order of both. */
function operationsIn(body: unknown, answer: Answer, types: readonly ResourceType[]): Asked[] {
  const sent = isObject(body) ? body['Operations'] : undefined;
  const answered = answer.body?.['Operations'];
  if (!isList(sent) || !isList(answered)) return [];
  return answered.flatMap((result, place) => {
    const operation = sent[place];
    if (!isObject(operation) || !isObject(result)) return [];
    const { method, path, data } = operation;
    if (typeof method !== 'string' || typeof path !== 'string') return [];
    const type = types.find(({ endpoint }) => `${path}/`.startsWith(`${endpoint}/`));
    if (!type) return [];
    const id = path.slice(type.endpoint.length + 1);
    const { response } = result;
    return [
      {
        route: `${type.endpoint}${id === '' ? '' : '/{id}'}`,
        method: method.toUpperCase(),
        id,
        body: data,
        filter: undefined,
        answer: { status: Number(result['status']), ...(isObject(response) && { body: response }) },
      },
    ];
  });
}

function refusalOf(event: APIGatewayProxyEvent, asked: Asked, options: RefusalOptions): FoundRefusal[] {
  const { route, method, answer } = asked;
  const { status } = answer;
  const type = options.types.find(({ endpoint }) => ROUTES.some((each) => route === `${endpoint}${each}`));
  const shape = ROUTES.find((each) => route === `${type?.endpoint}${each}`);
  const operation = shape === undefined ? undefined : OPERATION_OF[shape][method];
  if (!type || !operation || status < 400 || OF_NOBODY.has(status)) return [];
  if (operation === 'read' && status === NOT_FOUND) return [];
  const { whom, names } = whomOf(type, asked);
  const [scimType, clientRequestId] = [scimTypeOf(answer), clientIdOf(event)];
  const { credentialId: by } = principalOf(event);
  const refusal = {
    at: options.at,
    operation,
    type: type.name,
    status,
    ...(scimType !== undefined && { scimType }),
    attributes: namedAttributes(asked, options.nameInSchema),
    whom,
    requestId: event.requestContext.requestId,
    ...(clientRequestId !== undefined && { clientRequestId }),
    ...(by !== undefined && { by }),
  };
  return [{ refusal, names }];
}

function clientIdOf(event: APIGatewayProxyEvent): string | undefined {
  const values = CLIENT_IDS.map((name) => header(event, name)?.replace(/^\{(.*)\}$/, '$1'));
  return values.find((value) => value !== undefined && UUID.test(value));
}
