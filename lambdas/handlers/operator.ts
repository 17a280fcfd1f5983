import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'aws-lambda';
import type { TrustKind } from '../auth/trust.ts';
import { listEvents } from '../directory/event-list.ts';
import { readGlance } from '../directory/glance.ts';
import { inspectUsers } from '../directory/inspect.ts';
import { DirectoryProblem } from '../directory/problem.ts';
import { previewUser } from '../directory/preview.ts';
import { searchUsers } from '../directory/search.ts';
import { leftOutIn } from '../doctor/evidence.ts';
import { readHealth, readRecord } from '../doctor/health.ts';
import { minimumAfterDelete } from '../life/lifecycle.ts';
import type { OperatorAnswer, OperatorEvent } from '../operator/commands.ts';
import { runCommand, type CommandTable } from '../operator/run-command.ts';
import { userHistory } from '../operator/user-history.ts';
import { showPerson } from '../operator/user-shown.ts';
import { listDeletedGroups, restoreGroup } from '../service/lifecycle/operator/groups.ts';
import { showHeld } from '../service/lifecycle/operator/held.ts';
import { findGroups } from '../service/lifecycle/operator/find-groups.ts';
import { listHolds, releaseHold, restoreHold, showHold } from '../service/lifecycle/operator/holds.ts';
import { OperatorError, type Operating } from '../service/lifecycle/operator/operating.ts';
import { previewPurge } from '../service/lifecycle/operator/preview.ts';
import type { UserCommand } from '../service/lifecycle/operator/refusals.ts';
import { restoreGroupTo } from '../service/lifecycle/operator/restore-group-to.ts';
import { restoreTo } from '../service/lifecycle/operator/restore-to.ts';
import { findTouched, undo } from '../service/lifecycle/operator/undo.ts';
import { commandUser, type UserReport } from '../service/lifecycle/operator/users.ts';
import { checkTable } from '../store/check/check-table.ts';
import { createEndingReader } from '../store/credentials/ending.ts';
import { createFeedBackReader } from '../store/feed/read-back.ts';
import { createFeedReader } from '../store/feed/read-feed.ts';
import { openTable } from '../store/table/open-table.ts';
import { createHeartbeat } from '../store/traffic/heartbeat.ts';
import { createJournalReader } from '../store/traffic/read-journal.ts';
import { createTrafficReader } from '../store/traffic/traffic.ts';
import { now } from './composition/clock.ts';
import { findableOf } from './composition/findable.ts';
import { fieldsOf } from './composition/fields.ts';
import { logged, logger } from './composition/logger.ts';
import { checkShape } from './composition/check-shape.ts';
import { pause } from './composition/pause.ts';
import { resourceTypesOf } from './composition/resource-types.ts';
import { createStore } from './composition/store.ts';
import { openTenant } from './composition/tenant.ts';

/** Milliseconds kept back for what is being changed when time runs out. */
const RESERVE = 30_000;
/** Milliseconds after which a check answers how far it is; whoever asked lets it go on. */
const CHECK_ROUND = 20_000;
/** Milliseconds that an index may be behind the table. */
const INDEX_LAG = 2000;

const { tenant, tenantFile, table } = openTenant();
export const ready = checkShape(table);
const types = resourceTypesOf(tenantFile);
const fields = fieldsOf(types, tenantFile);
const store = createStore(table);
const feed = createFeedReader(table);
const lookBack = createFeedBackReader(table);
const traffic = createTrafficReader(table);
const journal = createJournalReader(table);
const credentials = createEndingReader(table);
const heartbeat = createHeartbeat(table);

/** Whom the tenant file trusts, by the kind of their credentials. */
const trusts: TrustKind[] = [];
if (tenantFile.federation) trusts.push('federation');
if (tenantFile.entraToken) trusts.push('entra-token');

const inspect = () => inspectUsers({ store, types, fields });

const toUser =
  (command: UserCommand) =>
  (context: Operating, { user, reason }: { user: string; reason?: string }): Promise<UserReport> =>
    commandUser(context, command, user, reason);

const COMMANDS: CommandTable<Operating> = {
  'user show': (context, { user }) => showPerson({ ...context, fields, journal }, user),
  'user search': (_, { text }) => searchUsers({ store, fields, retention: tenantFile.retention, now }, text),
  'user preview': (_, { user, file }) => {
    const shown = file ? fieldsOf(resourceTypesOf(file), file) : fields;
    return previewUser({ store, types, fields: shown, retention: tenantFile.retention }, user);
  },
  'user history': userHistory,
  'user held': (context, { user, after }) => showHeld(context, user, after),
  'user restore': toUser('restore'),
  'user restore-to': restoreTo,
  'credential touched': findTouched,
  'credential undo': undo,
  'user erase': toUser('erase'),
  'user hold': toUser('hold'),
  'user lift': toUser('lift'),
  'group list': listDeletedGroups,
  'group find': (context, { group }) => findGroups(context, group),
  'group restore': (context, { group }) => restoreGroup(context, group),
  'group restore-to': restoreGroupTo,
  'hold list': listHolds,
  'hold show': (context, { hold }) => showHold(context, hold),
  'hold release': (context, { hold }) => releaseHold(context, hold),
  'hold restore': (context, { hold }) => restoreHold(context, hold),
  'purge preview': previewPurge,
  'events list': (_, ask) => listEvents({ lookBack, feed, store, types }, ask),
  trusts: async () => trusts,
  glance: () => readGlance({ store, traffic, credentials, now, retention: tenantFile.retention }),
  doctor: async () => {
    const [health, lastRun] = await Promise.all([readHealth({ store, traffic, credentials, now }), heartbeat.last()]);
    // The guard looks in the job that leaves the heartbeat.
    return { ...health, guardLookedAt: lastRun ?? null };
  },
  mapping: async () => {
    const [inspection, buckets] = await Promise.all([inspect(), readRecord(traffic, now())]);
    return inspection.mapping(leftOutIn(buckets));
  },
  quality: async () => (await inspect()).quality(),
  settings: async () => ({
    retention: { ...tenantFile.retention, minimumAfterDelete: minimumAfterDelete(tenantFile.retention) },
    federation: tenantFile.federation ? { clientId: tenantFile.federation.clientId } : null,
  }),
  check: ({ hasTime }, { progress }) => {
    const end = performance.now() + CHECK_ROUND;
    const isTimeLeft = () => hasTime() && performance.now() < end;
    return checkTable(
      openTable(table),
      findableOf(types, now),
      { hasTime: isTimeLeft, pause: () => sleep(INDEX_LAG) },
      progress,
    );
  },
};

/** Does what only an operator may do. Whoever may invoke this function is one: IAM decides. */
async function operate(
  event: OperatorEvent,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<OperatorAnswer> {
  const operating: Operating = {
    store,
    feed,
    types,
    author: { by: 'operator' },
    pause,
    retention: tenantFile.retention,
    now,
    hasTime: () => context.getRemainingTimeInMillis() >= RESERVE,
  };
  try {
    const result = await runCommand(COMMANDS, operating, event);
    // Not who: a userName is personal.
    logger.info('operator', { tenant, command: event.command });
    return { ok: true, result };
  } catch (error) {
    if (error instanceof OperatorError || error instanceof DirectoryProblem)
      return { ok: false, message: error.message };
    throw error;
  }
}

export const handler = logged(operate);
