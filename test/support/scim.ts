import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import type { Context as LambdaContext } from 'aws-lambda';
import type { ScimAnswer, ScimBody } from '../../conformance/harness/target.ts';
import { scimPaths, unknownScimPaths } from '../../lambdas/http/paths.ts';
import { scimEndpoint } from '../../lambdas/http/scim/endpoint.ts';
import type { Context } from '../../lambdas/service/context.ts';
import { recover } from '../../lambdas/service/lifecycle/recover.ts';
import { profiles, type ProfileName } from '../../lambdas/scim/quirks/profiles.ts';
import { tenantResourceTypes } from '../../lambdas/tenant/resource-types.ts';
import type { TenantSchemas } from '../../lambdas/tenant/settings/settings.ts';
import type { RetryOptions } from '../../lambdas/store/table/retry.ts';
import type { NoteRefusals } from '../../lambdas/traffic/note-refusals.ts';
import type { Observe } from '../../lambdas/traffic/record.ts';
import { createStore } from '../../lambdas/handlers/composition/store.ts';
import type { Store } from '../../lambdas/handlers/composition/store.ts';
import { buildProxyEvent } from '../../tools/dev-server/gateway/proxy-event.ts';
import { createMatcher } from '../../tools/dev-server/gateway/route-tree.ts';
import { carried } from './lambda-answer.ts';
import { createTestCursors } from './cursors.ts';
import { createTestTable, type TestTable } from './table.ts';

export interface ScimOptions {
  readonly profile?: ProfileName;
  readonly matchingAttributes?: readonly string[];
  /** Extensions and resource types of the tenant, as in its file. */
  readonly schemas?: TenantSchemas;
  readonly context?: Partial<Omit<Context, 'baseUrl'>>;
  readonly scopes?: string;
  /** Who signs in. */
  readonly credentialId?: string;
  readonly observe?: Observe;
  readonly note?: NoteRefusals;
  /** For a test that reads the table's stream. */
  readonly stream?: boolean;
  /** Instead of a table of its own: that of `createHardTable`, say. */
  readonly table?: TestTable;
  /** How long the store tries, and how it waits. */
  readonly retry?: RetryOptions;
}

export type { ScimAnswer, ScimBody } from '../../conformance/harness/target.ts';

export interface TestScim {
  /** As it is in `meta.location`. */
  readonly base: string;
  readonly table: TestTable;
  readonly store: Store;
  readonly request: (
    method: string,
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<ScimAnswer>;
  /** The same below the stage, for paths outside the SCIM base. */
  readonly requestAt: TestScim['request'];
  readonly createUser: (attributes?: Record<string, unknown>) => Promise<ScimAnswer>;
  /** What the function does that the table's stream calls: carries out what was decided. Answers how much is left. */
  readonly recover: () => Promise<number>;
  readonly drop: () => Promise<void>;
}

/** JSON with U+FFFD as its escape: unescaped it is refused, as bytes that were not UTF-8. */
const inJson = (body: unknown): string => JSON.stringify(body).replaceAll('\uFFFD', '\\ufffd');

const NO_BODY = undefined as unknown as ScimBody;

/**
 * The SCIM endpoint of the function on a table of its own in DynamoDB Local, called with the events API Gateway would send. A body that is a
 * string is sent as it is, anything else as JSON.
 */
export async function createScim(options: ScimOptions = {}): Promise<TestScim> {
  const table = options.table ?? (await createTestTable({ stream: options.stream ?? false }));
  const { retry } = options;
  const store = createStore({ client: table.documentClient, tableName: table.tableName, ...(retry && { retry }) });
  const types = tenantResourceTypes(options.matchingAttributes ?? [], options.schemas);
  const match = createMatcher(
    [...scimPaths(types), ...unknownScimPaths()].map((path) => ({ path, method: 'ANY' })) as never,
  );
  const context: Omit<Context, 'baseUrl'> = {
    store,
    cursors: createTestCursors({ client: table.documentClient, tableName: table.tableName }),
    types,
    profile: profiles[options.profile ?? 'entra'],
    retention: { days: 30, deactivated: 'purge' },
    revive: 'objectId',
    now: () => new Date().toISOString(),
    newId: randomUUID,
    pause: async () => new Promise((resolve) => void setTimeout(resolve, Math.random() * 20)),
    ...options.context,
  };
  const endpoint = scimEndpoint({
    tenant: 'test',
    logger: new Logger({ logLevel: 'SILENT' }),
    ...(options.observe && { observe: options.observe }),
    ...(options.note && { note: options.note }),
    context,
  });
  const { now, pause, retention } = context;
  const recovering = { store, types, retention, now, pause, hasTime: () => true };
  const requestAt: TestScim['requestAt'] = async (method, path, body, headers = {}) => {
    const route = match(method, path.split('?')[0] ?? '');
    if (!route) throw new Error(`API Gateway has no route for ${path}`);
    const sent = {
      host: 'scim.example.com',
      ...(body === undefined ? {} : { 'content-type': 'application/scim+json' }),
      ...headers,
    };
    const event = buildProxyEvent({
      method,
      url: path,
      rawHeaders: Object.entries(sent).flat(),
      body: body === undefined ? null : typeof body === 'string' ? body : inJson(body),
      resource: route.route.path,
      parameters: route.parameters,
      authorizer: { tenant: 'test', credentialId: options.credentialId ?? 'test', scopes: options.scopes ?? 'scim' },
      requestId: randomUUID(),
    });
    const result = carried(await endpoint(event, {} as LambdaContext));
    const answerHeaders = Object.fromEntries(
      Object.entries(result.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
    );
    return {
      status: result.statusCode,
      headers: answerHeaders,
      body: result.body === '' ? NO_BODY : (JSON.parse(result.body) as ScimBody),
    };
  };
  const request: TestScim['request'] = (method, url, ...rest) => requestAt(method, `/scim/v2${url}`, ...rest);
  const createUser: TestScim['createUser'] = async (attributes = {}) =>
    request('POST', '/Users', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: `${randomUUID()}@example.com`,
      ...attributes,
    });
  return {
    base: 'http://scim.example.com/scim/v2',
    table,
    store,
    request,
    requestAt,
    createUser,
    recover: async () => (await recover(recovering)).left,
    drop: table.drop,
  };
}
