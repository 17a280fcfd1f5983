import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readTenants } from '../../../lib/tenants.ts';
import { messageOf } from '../../../lib/thrown.ts';
import type { Outcome } from '../../../tools/dev-server/functions/function-messages.ts';
import { installStreaming, isStreamed, runStreamed, type Sink } from '../../../tools/dev-server/functions/streaming.ts';
import { buffered, type LocalFunction } from '../../../tools/dev-server/functions/local-function.ts';
import { readApi } from '../../../tools/dev-server/gateway/api.ts';
import { createGateway, type Gateway } from '../../../tools/dev-server/gateway/gateway.ts';
import type { Route } from '../../../tools/dev-server/gateway/routes.ts';
import { readStacks, type Stack } from '../../../tools/dev-server/template/assembly.ts';
import { functionsOf } from '../../../tools/dev-server/template/functions.ts';
import { synthesizedProject } from '../../support/synthesized.ts';

/** The gateway of the synthesized tenant demo, in front of the functions' handlers in this process. */
export interface GatewayHere {
  readonly routes: readonly Route[];
  readonly send: Gateway;
  /** How often a function was called, the authorizer left out. */
  readonly reached: () => number;
}

type Handler = (...given: never[]) => unknown;

/** Starts it on a table, with this tenant file beside every function. `given` are other stacks than those of demo. */
export async function openGateway(tableName: string, tenantFile: object, given?: Stack[]): Promise<GatewayHere> {
  const stacks = given ?? readStacks(path.join(await synthesizedProject(), 'assembly'), 'demo');
  const handlers = await loadHandlers(tableName, tenantFile);
  let reached = 0;
  const functions = functionsOf(stacks).map(({ name, arn, environment }): [string, LocalFunction] => {
    const service = environment['POWERTOOLS_SERVICE_NAME'] ?? '';
    const invoke: LocalFunction['invoke'] = async (payload, _requestId, sink) => {
      if (service !== 'authorizer') reached += 1;
      return outcomeOf(handlers[service], payload, sink);
    };
    return [arn, { name, arn, invoke, warmUp: async () => {}, kill: () => false, close: async () => {} }];
  });
  const api = readApi(stacks);
  const send = createGateway(api, new Map(functions), { throttle: false, onError: () => {} });
  return { routes: api.routes, send, reached: () => reached };
}

/** The handlers of the functions behind the API, loaded on this table with this tenant file. */
export async function loadHandlers(tableName: string, tenantFile: object): Promise<Partial<Record<string, Handler>>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'access-'));
  const tenants = path.join(folder, 'tenants');
  mkdirSync(tenants);
  writeFileSync(path.join(tenants, 'demo.json'), JSON.stringify(tenantFile));
  const [tenant] = readTenants(tenants);
  writeFileSync(path.join(folder, 'tenant.json'), JSON.stringify(tenant));
  mkdirSync(path.join(folder, 'web'));
  writeFileSync(path.join(folder, 'web', 'index.html'), '<!doctype html>');
  Object.assign(process.env, {
    TABLE_NAME: tableName,
    TENANT: 'demo',
    LAMBDA_TASK_ROOT: folder,
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  });
  installStreaming();
  const [authorizer, scim, directory, exporting, token, setup] = await Promise.all([
    import('../../../lambdas/handlers/authorizer.ts'),
    import('../../../lambdas/handlers/scim.ts'),
    import('../../../lambdas/handlers/directory.ts'),
    import('../../../lambdas/handlers/export.ts'),
    import('../../../lambdas/handlers/token.ts'),
    import('../../../lambdas/handlers/setup.ts'),
  ]);
  await Promise.all([authorizer.ready, scim.ready, directory.ready, exporting.ready, setup.ready]);
  return {
    authorizer: authorizer.handler,
    scim: scim.handler,
    directory: directory.handler,
    export: exporting.handler,
    token: token.handler,
    setup: setup.handler,
  };
}

/** What Lambda would make of an invocation; `sink` takes what is streamed. */
export async function outcomeOf(handler: Handler | undefined, payload: string, sink?: Sink): Promise<Outcome> {
  try {
    if (!handler) throw new Error('the API leads to a function that is not loaded');
    const [event, context] = [JSON.parse(payload) as never, { getRemainingTimeInMillis: () => 900_000 } as never];
    const run = async (into: Sink): Promise<Outcome> => {
      await runStreamed((response) => handler(event, response as never, context), into);
      return { ok: true, payload: 'null' };
    };
    if (isStreamed(handler)) return await (sink ? run(sink) : buffered(run));
    return { ok: true, payload: JSON.stringify(await handler(event, context)) };
  } catch (error) {
    return { ok: false, error: { errorType: 'Error', errorMessage: messageOf(error) } };
  }
}
