import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import type { Context as LambdaContext } from 'aws-lambda';
import { setupScopes, type SetupMay } from '../../../lambdas/auth/scopes.ts';
import { createSetupLink } from '../../../lambdas/auth/setup-link.ts';
import type { SetupContext } from '../../../lambdas/directory/setup/context.ts';
import { sampleUsers } from '../../../lambdas/directory/setup/sample.ts';
import { readFacts } from '../../../lambdas/doctor/health.ts';
import { setupApiPaths, setupPagePaths } from '../../../lambdas/http/paths.ts';
import { setupEndpoint } from '../../../lambdas/http/setup/endpoint.ts';
import { profiles } from '../../../lambdas/scim/quirks/profiles.ts';
import { createEndingReader } from '../../../lambdas/store/credentials/ending.ts';
import { createCredentialStore } from '../../../lambdas/store/credentials/credentials.ts';
import { makeSecrets } from '../../../lambdas/store/credentials/secrets.ts';
import { createFeedBackReader } from '../../../lambdas/store/feed/read-back.ts';
import { createJournalReader } from '../../../lambdas/store/traffic/read-journal.ts';
import { createLinkCredentials } from '../../../lambdas/store/credentials/link-credentials.ts';
import type { CredentialStore } from '../../../lambdas/store/ports/credentials.ts';
import { createFields } from '../../../lambdas/tenant/fields.ts';
import { tenantResourceTypes, userType } from '../../../lambdas/tenant/resource-types.ts';
import type { OwnFields } from '../../../lambdas/tenant/settings/settings.ts';
import { buildProxyEvent } from '../../../tools/dev-server/gateway/proxy-event.ts';
import { createMatcher } from '../../../tools/dev-server/gateway/route-tree.ts';
import { createTestCursors } from '../../support/cursors.ts';
import { carried } from '../../support/lambda-answer.ts';
import type { TestScim } from '../../support/scim.ts';
import { createTrafficStore } from '../../support/traffic.ts';

interface SetupAnswer<Body = unknown> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** Parsed, where it is JSON. */
  readonly body: Body;
}

export interface TestSetup {
  readonly context: SetupContext;
  readonly credentials: CredentialStore;
  readonly keyId: string;
  /** A page, a file, or the API, by what stands behind the mount. */
  readonly at: <Body>(method: string, path: string, body?: unknown) => Promise<SetupAnswer<Body>>;
  /** GET of the API. */
  readonly get: <Body>(path: string) => Promise<SetupAnswer<Body>>;
}

export interface SetupTestOptions {
  readonly may?: readonly SetupMay[];
  /** Instead of those of a link. */
  readonly scopes?: readonly string[];
  readonly fields?: OwnFields;
  readonly files?: Readonly<Record<string, string>>;
  readonly context?: Partial<SetupContext>;
}

const STAGE = '/live';

/** The setup page and its API over the table of a SCIM endpoint, for a link that is kept there. */
export async function createSetup({ table, store }: TestScim, options: SetupTestOptions = {}): Promise<TestSetup> {
  const access = { client: table.documentClient, tableName: table.tableName };
  const credentials = createCredentialStore(access);
  const now = options.context?.now ?? (() => new Date().toISOString());
  const { may = ['tokens', 'people'], files = {} } = options;
  const expiresAt = new Date(Date.parse(now()) + 14 * 86_400_000).toISOString();
  const { link } = createSetupLink({ label: 'Acme', may, now: now(), expiresAt });
  await credentials.put(link);
  await makeSecrets(access);
  const types = tenantResourceTypes([]);
  const fields = createFields({ type: userType, profile: profiles.entra }, options.fields);
  const context: SetupContext = {
    tenant: { name: 'test', profile: 'entra', federation: null },
    store,
    traffic: createTrafficStore(access),
    lookBack: createFeedBackReader(access),
    journal: createJournalReader(access),
    credentials,
    made: createLinkCredentials(access),
    cursors: createTestCursors(access),
    types,
    fields,
    retention: { days: 30, deactivated: 'purge' },
    sample: () => sampleUsers({ store, types, fields }),
    facts: () => readFacts({ store, credentials: createEndingReader(access), now }),
    now,
    ...options.context,
  };
  const endpoint = setupEndpoint({
    tenant: 'test',
    logger: new Logger({ logLevel: 'SILENT' }),
    files: { get: (name) => (Object.hasOwn(files, name) ? files[name] : undefined) },
    context,
  });
  const routes = [
    ...setupPagePaths().map((path) => ({ path, method: 'ANY' })),
    ...setupApiPaths().map(([path]) => ({ path, method: 'ANY' })),
  ];
  const match = createMatcher(routes as never);
  const scopes = options.scopes ?? setupScopes(may);
  const at = async <Body>(method: string, path: string, body?: unknown): Promise<SetupAnswer<Body>> => {
    const route = match(method, path.split('?')[0] ?? '');
    if (!route) throw new Error(`API Gateway has no route for ${path}`);
    const event = buildProxyEvent({
      method,
      url: path,
      rawHeaders: ['host', 'scim.example.com', ...(body === undefined ? [] : ['content-type', 'application/json'])],
      body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
      resource: route.route.path,
      parameters: route.parameters,
      authorizer: { tenant: 'test', credentialId: link.keyId, kind: 'setup-link', scopes: scopes.join(' ') },
      requestId: randomUUID(),
    });
    const { requestContext } = event;
    const staged = { ...event, requestContext: { ...requestContext, path: STAGE + requestContext.path } };
    const result = carried(await endpoint(staged, {} as LambdaContext));
    const headers = Object.entries(result.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]);
    const text = result.body;
    const parsed: unknown = text.startsWith('{') ? JSON.parse(text) : undefined;
    return {
      status: result.statusCode,
      headers: Object.fromEntries(headers) as Record<string, string>,
      text,
      body: parsed as Body,
    };
  };
  return { context, credentials, keyId: link.keyId, at, get: (path) => at('GET', `/setup/api${path}`) };
}
