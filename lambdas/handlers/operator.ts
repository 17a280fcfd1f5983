import type { Context } from 'aws-lambda';
import type { TrustKind } from '../auth/trust.ts';
import { createFields } from '../tenant/fields.ts';
import { inspectUsers } from '../directory/inspect.ts';
import { readHealth } from '../doctor/health.ts';
import { indexed } from '../service/indexed.ts';
import { listHolds, releaseHold, restoreHold } from '../service/lifecycle/operator/holds.ts';
import { OperatorError, type Operating } from '../service/lifecycle/operator/operating.ts';
import type { UserCommand } from '../service/lifecycle/operator/refusals.ts';
import { commandUser, showUser } from '../service/lifecycle/operator/users.ts';
import { profiles } from '../scim/quirks/profiles.ts';
import { tenantResourceTypes, userType } from '../tenant/resource-types.ts';
import { createStore } from './composition/store.ts';
import { createCredentialStore } from '../store/credentials/credentials.ts';
import { createTableClient } from '../store/table/table.ts';
import { createTrafficStore } from '../store/traffic.ts';
import type { TenantFile } from '../tenant/settings/settings.ts';
import { readEnvironment, readTenantFile } from './composition/environment.ts';
import { logger } from './composition/logger.ts';
import { pause } from './composition/pause.ts';
import { checkTable } from '../store/check/check-table.ts';
import { openTable } from '../store/table/open-table.ts';

/** What an operator asks for through the CLI. `user` is an id or a userName. */
export type OperatorEvent =
  | { readonly command: 'user show' | 'user restore' | 'user erase' | 'user lift'; readonly user: string }
  | { readonly command: 'user hold'; readonly user: string; readonly reason: string }
  | { readonly command: 'hold list' | 'check' | 'mapping' | 'quality' | 'doctor' | 'trusts' }
  | { readonly command: 'hold release' | 'hold restore'; readonly hold: string };

export type OperatorAnswer =
  { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly message: string };

/** Milliseconds kept back for what is being changed when time runs out. */
const RESERVE = 30_000;

const { tableName, tenant } = readEnvironment();
const tenantFile = readTenantFile();
const types = tenantResourceTypes(tenantFile.matchingAttributes, tenantFile);
const users = types.find(({ name }) => name === userType.name) ?? userType;
const fields = createFields({ type: users, profile: profiles[tenantFile.profile] }, tenantFile.fields);
const table = { client: createTableClient(), tableName };
const store = createStore(table);
const credentials = createCredentialList(table);

/** Does what only an operator may do. Whoever may invoke this function is one: IAM decides. */
export async function handler(
  event: OperatorEvent,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<OperatorAnswer> {
  const operating: Operating = {
    store,
    types,
    pause,
    retention: tenantFile.retention,
    now: () => new Date().toISOString(),
    hasTime: () => context.getRemainingTimeInMillis() >= RESERVE,
  };
  try {
    const result = await run(operating, event);
    // Not who: a userName is personal.
    logger.info('operator', { tenant, command: event.command });
    return { ok: true, result };
  } catch (error) {
    if (error instanceof OperatorError) return { ok: false, message: error.message };
    throw error;
  }
}

/** Whom the tenant file trusts, by the kind of their credentials. */
const trustsOf = ({ federation, entraToken }: TenantFile): TrustKind[] => [
  ...(federation ? (['federation'] as const) : []),
  ...(entraToken ? (['entra-token'] as const) : []),
];

async function run(context: Operating, event: OperatorEvent): Promise<unknown> {
  switch (event.command) {
    case 'user show':
      return showUser(context, event.user);
    case 'user restore':
    case 'user erase':
    case 'user lift':
      return commandUser(context, event.command.slice('user '.length) as UserCommand, event.user);
    case 'user hold':
      return commandUser(context, 'hold', event.user, event.reason);
    case 'hold list':
      return listHolds(context);
    case 'hold release':
      return releaseHold(context, event.hold);
    case 'hold restore':
      return restoreHold(context, event.hold);
    case 'trusts':
      return trustsOf(tenantFile);
    case 'doctor':
      return readHealth({ store, traffic: createTrafficReader(table), credentials, now: context.now });
    case 'mapping':
      return (await inspectUsers({ store, types, fields })).mapping();
    case 'quality':
      return (await inspectUsers({ store, types, fields })).quality();
    case 'check':
      return checkTable(openTable(table), (resource) => {
        const type = types.find(({ name }) => name === resource.type);
        return type ? indexed(type, resource) : { resource, index: { claims: [], lookups: [] } };
      });
  }
  throw new Error(`the command is ${JSON.stringify(event)}; this version does not know it`);
}
