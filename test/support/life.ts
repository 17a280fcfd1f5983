import { checkTable } from '../../lambdas/store/check/check-table.ts';
import { createFeedReader } from '../../lambdas/store/feed/read-feed.ts';
import { openTable } from '../../lambdas/store/table/open-table.ts';
import { randomUUID } from 'node:crypto';
import { guardDirectory } from '../../lambdas/service/lifecycle/guard.ts';
import { indexed } from '../../lambdas/service/indexed.ts';
import type { Operating } from '../../lambdas/service/lifecycle/operator/operating.ts';
import { purge, type PurgeReport } from '../../lambdas/service/lifecycle/purge.ts';
import { recover } from '../../lambdas/service/lifecycle/recover.ts';
import type { GuardRule, MassHold } from '../../lambdas/life/guard.ts';
import type { Retention } from '../../lambdas/life/lifecycle.ts';
import { tenantResourceTypes } from '../../lambdas/tenant/resource-types.ts';
import type { Problem } from '../../lambdas/store/check/problem.ts';
import { createScim, type ScimOptions, type TestScim } from './scim.ts';

const DAY = 86_400_000;

/** The endpoint, and everything that the schedule and an operator do, with a clock that the test moves. */
export interface TestLife {
  readonly scim: TestScim;
  readonly operating: Operating;
  readonly now: () => string;
  readonly forward: (days: number) => void;
  /** What the schedule does every hour. */
  readonly runJobs: () => Promise<{ holds: readonly MassHold[]; report: PurgeReport }>;
  readonly check: () => Promise<Problem[]>;
}

export interface LifeOptions extends ScimOptions {
  readonly retention?: Retention;
  readonly guard?: GuardRule;
}

export async function createLife(options: LifeOptions = {}): Promise<TestLife> {
  const retention = options.retention ?? { days: 30, deactivated: 'purge' };
  const guard = options.guard ?? { percent: 10, minimum: 50 };
  let offset = 0;
  const now = () => new Date(Date.now() + offset).toISOString();
  const scim = await createScim({ ...options, context: { now, retention, ...options.context } });
  const types = tenantResourceTypes(options.matchingAttributes ?? [], options.schemas);
  const tools = { store: scim.store, types, retention, now, pause: async () => {}, hasTime: () => true };
  const failed = (id: string, error: unknown): void => {
    throw new Error(`${id} was not erased`, { cause: error });
  };
  return {
    scim,
    operating: {
      ...tools,
      feed: createFeedReader({ client: scim.table.documentClient, tableName: scim.table.tableName }),
      author: { by: 'operator' },
      retention,
    },
    now,
    forward: (days) => void (offset += days * DAY),
    runJobs: async () => {
      const holds = await guardDirectory({ ...tools, guard, newId: randomUUID });
      const author = { by: 'purge' };
      const report = await purge({ ...tools, author, retention, asOf: now(), dryRun: false, onFailure: failed });
      await recover(tools);
      return { holds, report };
    },
    check: async () => {
      const typeOf = (name: string) => types.find((type) => type.name === name)!;
      return (
        await checkTable(
          openTable({ client: scim.table.documentClient, tableName: scim.table.tableName }),
          (resource) => indexed(typeOf(resource.type), resource),
        )
      ).problems;
    },
  };
}

/** What a request does to a group that takes out more than 10,000 members: whoever there is goes, before `add` come. */
export async function emptyAtOnce(
  { scim, operating, now }: TestLife,
  id: string,
  by: string,
  add: readonly string[] = [],
): Promise<void> {
  const type = operating.types.find(({ name }) => name === 'Group');
  const group = await scim.store.get('Group', id);
  if (!type || !group) throw new Error(`there is no group ${id}`);
  const { version, generation = 0 } = group;
  const next = { ...group, version: version + 1, generation: generation + 1, lastModified: now(), by };
  const members = { add: add.map((each) => ({ id: each, type: 'User' })), remove: [] };
  const outcome = await scim.store.write(indexed(type, group), indexed(type, next), { members, empties: true });
  if (!outcome.ok) throw new Error(outcome.reason);
}
