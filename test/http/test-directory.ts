import { randomUUID } from 'node:crypto';
import { text as allOf } from 'node:stream/consumers';
import { Logger } from '@aws-lambda-powertools/logger';
import type { Context as LambdaContext } from 'aws-lambda';
import type { DirectoryContext } from '../../lambdas/directory/context.ts';
import type { DirectoryUser, GroupName } from '../../lambdas/directory/directory-user.ts';
import { createFields } from '../../lambdas/tenant/fields.ts';
import type { OwnFields } from '../../lambdas/tenant/settings/settings.ts';
import { DIRECTORY_BASE, directoryPaths, exportPaths } from '../../lambdas/http/paths.ts';
import { readHealth } from '../../lambdas/doctor/health.ts';
import { directoryEndpoint, exportEndpoint } from '../../lambdas/http/directory/endpoint.ts';
import type { EndOfExport } from '../../lambdas/http/directory/exports.ts';
import { createExportSlots } from '../../lambdas/store/traffic/export-slots.ts';
import { profiles } from '../../lambdas/scim/quirks/profiles.ts';
import { tenantResourceTypes, userType } from '../../lambdas/tenant/resource-types.ts';
import { createFeed } from '../support/feed.ts';
import type { Feed } from '../support/feed.ts';
import { createEndingReader } from '../../lambdas/store/credentials/ending.ts';
import { createTestCursors } from '../support/cursors.ts';
import { createTrafficStore } from '../support/traffic.ts';
import { buildProxyEvent } from '../../tools/dev-server/gateway/proxy-event.ts';
import { createMatcher } from '../../tools/dev-server/gateway/route-tree.ts';
import { carried } from '../support/lambda-answer.ts';
import type { Answered } from '../../lambdas/http/answer.ts';
import type { TestScim } from '../support/scim.ts';

interface DirectoryAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** Parsed, where it is JSON. */
  readonly body: DirectoryBody;
}

/** What the tests look at in a body: a user, a page or a problem, as the test knows which. */
export interface DirectoryBody {
  readonly status: number;
  readonly type: string;
  readonly detail: string;
  readonly users: readonly DirectoryUser[];
  readonly groups: readonly (GroupName & { readonly direct?: boolean })[];
  readonly members: readonly { readonly id: string; readonly type: string; readonly user?: DirectoryUser | null }[];
  readonly next?: string;
  readonly changes: unknown;
  readonly total?: number;
  readonly memberCount?: number | null;
  readonly more: boolean;
  readonly softDeletedAt: string;
  readonly purgeAfter: string;
}

export interface TestDirectory {
  readonly feed: Feed;
  readonly context: DirectoryContext;
  readonly get: (url: string, headers?: Record<string, string>, method?: string) => Promise<DirectoryAnswer>;
  /** The same, before a stream is read. */
  readonly open: (url: string, headers?: Record<string, string>, method?: string) => Promise<Answered>;
  /** How exports ended. */
  readonly ended: EndOfExport[];
}

export interface DirectoryTestOptions {
  readonly fields?: OwnFields;
  readonly country?: string;
  readonly scopes?: string;
  readonly context?: Partial<DirectoryContext>;
}

/** The directory over the table of a SCIM endpoint. */
export function createDirectory({ table, store }: TestScim, options: DirectoryTestOptions = {}): TestDirectory {
  const access = { client: table.documentClient, tableName: table.tableName };
  const feed = createFeed(access);
  const context: DirectoryContext = {
    store,
    feed,
    cursors: createTestCursors(access),
    types: tenantResourceTypes([]),
    fields: createFields({ type: userType, profile: profiles.entra }, options.fields, options.country),
    retention: { days: 30, deactivated: 'purge' },
    tellsValues: false,
    health: () =>
      readHealth({
        store,
        traffic: createTrafficStore(access),
        credentials: createEndingReader(access),
        now: () => new Date().toISOString(),
      }),
    now: () => new Date().toISOString(),
    ...options.context,
  };
  const logger = new Logger({ logLevel: 'SILENT' });
  const endpoint = directoryEndpoint({ tenant: 'test', logger, context });
  const ended: EndOfExport[] = [];
  const exporting = { ...context, slots: createExportSlots(access), ended: (how: EndOfExport) => void ended.push(how) };
  const exports = exportEndpoint({ tenant: 'test', logger, context: exporting });
  const paths = [...directoryPaths(), ...exportPaths()].map((path) => ({ path, method: 'ANY' }));
  const match = createMatcher(paths as never);
  const open: TestDirectory['open'] = async (url, headers = {}, method = 'GET') => {
    const path = url.startsWith('http') ? url.slice(url.indexOf('/directory')) : `${DIRECTORY_BASE}${url}`;
    const route = match(method, path.split('?')[0] ?? '');
    if (!route) throw new Error(`API Gateway has no route for ${path}`);
    const event = buildProxyEvent({
      method,
      url: path,
      rawHeaders: Object.entries({ host: 'scim.example.com', ...headers }).flat(),
      body: null,
      resource: route.route.path,
      parameters: route.parameters,
      authorizer: { tenant: 'test', credentialId: 'test', scopes: options.scopes ?? 'directory' },
      requestId: randomUUID(),
    });
    const isExport = exportPaths().includes(route.route.path);
    return (isExport ? exports : endpoint)(event, {} as LambdaContext);
  };
  return {
    feed,
    context,
    open,
    ended,
    get: async (url, headers, method) => {
      const { stream, ...result } = await open(url, headers, method);
      const text = stream ? await allOf(stream) : carried(result).body;
      return {
        status: result.statusCode,
        headers: Object.fromEntries(
          Object.entries(result.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
        ),
        text,
        body: (/^\{.*\}$/.test(text) ? JSON.parse(text) : undefined) as DirectoryBody,
      };
    },
  };
}
