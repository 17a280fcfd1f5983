import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { SECOND } from '../../../lambdas/duration.ts';
import { tenantResourceTypes } from '../../../lambdas/tenant/resource-types.ts';
import type { Tenant } from '../../../lambdas/tenant/settings/settings.ts';
import { readTenants, TenantError } from '../../../lib/tenants.ts';
import { PlainError } from '../../plain-error.ts';
import { documentsOf } from '../credentials/open.ts';
import { toTime } from '../../to-time.ts';
import { confirm } from '../input/confirm.ts';
import { fit, tell } from '../output/width.ts';
import { mergeTables, patient, type Merged } from '../restore/merge.ts';
import { planRestore, type RestorePlan, type RestoreRequest } from '../restore/plan.ts';
import { pointInTime, type Waiting } from '../restore/point-in-time.ts';
import { whatCameSince } from '../restore/preview.ts';
import { describeMerged, describePlan, describeSince } from '../restore/report.ts';
import { setTable } from '../restore/table-settings.ts';
import { count } from '../output/count.ts';
import { addTargetOptions, type TargetOptions } from '../target/options.ts';
import { findTarget, type Target } from '../target/target.ts';
import { totalOf } from './check.ts';
import { JSON_OBJECT, YES } from './operator-command.ts';

interface Options extends TargetOptions, RestoreRequest {
  tenant: string;
  dryRun?: true;
  yes?: true;
  json?: true;
}

const HELP =
  '\nThe old table stays as it is. Who was erased since stays erased, and revoked credentials stay revoked.' +
  '\nA restore that broke off goes on when it is called again with the same --to. docs/operations.md has the steps.';

/** Adds `scim restore`. */
export function addRestoreCommand(program: Command): void {
  const command = program
    .command('restore')
    .description("Make a table that is the tenant's as of a time, with what must not be undone taken over.")
    .requiredOption('--to <time>', 'the time, as in 2027-01-01T00:00:00Z, in whole seconds', toTime)
    .option('--table <name>', 'a table that holds the tenant as of then already: a backup that was restored')
    .option('--erased-ids <file>', 'who was erased, as "scim erased-ids" wrote it: needed where the old table is lost')
    .option('--discard-newer', 'do not take over people, groups and memberships that came since')
    .option('--dry-run', 'say what would be done')
    .option(YES.flags, YES.description)
    .option(JSON_OBJECT.flags, JSON_OBJECT.description)
    .action(restore);
  addTargetOptions(command).addHelpText('after', HELP);
}

async function restore(options: Options): Promise<void> {
  const tenant = tenantFile(options.tenant);
  const target = await findTarget(options);
  const plan = await planRestore(target, options);
  tell(describePlan(plan, options));
  if (options.dryRun) {
    await preview(target, plan);
    return;
  }
  await confirm(`Restore tenant ${options.tenant} as of ${plan.to} into ${plan.into}?`, options.yes);
  const waiting: Waiting = { tell: console.error, sleep };
  const streamArn = await makeTable(target, tenant, plan, waiting);
  const merged = await merge(target, tenant, plan, options);
  console.log(
    options.json
      ? JSON.stringify(asJson(merged, plan, streamArn))
      : fit(describeMerged(merged, plan, options, streamArn)),
  );
  const problems = totalOf(merged.check);
  if (problems > 0)
    throw new PlainError(
      `wrong in ${plan.into}: ${count(problems, 'thing')}; do not deploy it; restore to some seconds earlier or later`,
    );
}

/** The resource types follow from it, and what the table is given. */
function tenantFile(name: string): Tenant {
  try {
    // A mistake in the file of another tenant is nothing to this one.
    const [tenant] = existsSync(path.resolve('tenants', `${name}.json`))
      ? readTenants(path.resolve('tenants'), [name])
      : [];
    if (tenant) return tenant;
  } catch (error) {
    if (!(error instanceof TenantError)) throw error;
    throw new PlainError(error.message, { cause: error });
  }
  throw new PlainError(`there is no tenants/${name}.json here: run it in the folder from which the tenant is deployed`);
}

async function preview(target: Target, { from, to, lost }: RestorePlan): Promise<void> {
  if (lost === undefined)
    console.log(fit(describeSince(await whatCameSince(patient(documentsOf(target), from), to), to)));
  console.log('nothing was done');
}

/** The restored table, with all that its own had; the ARN of its stream, where there is AWS. */
async function makeTable(
  { dynamodb, place }: Target,
  tenant: Tenant,
  plan: RestorePlan,
  waiting: Waiting,
): Promise<string | undefined> {
  if (place === 'local') return undefined;
  await pointInTime(dynamodb, plan, waiting).restoreTo(plan.to);
  return setTable(dynamodb, plan.into, tenant, waiting);
}

/** More than an index is behind its table. */
const INDEX_LAG = 2 * SECOND;

function merge(target: Target, tenant: Tenant, plan: RestorePlan, { discardNewer }: Options): Promise<Merged> {
  const started = Date.now();
  const client = documentsOf(target);
  return mergeTables({
    into: patient(client, plan.into),
    from: plan.lost === undefined ? patient(client, plan.from) : undefined,
    source: { from: plan.from, to: plan.to },
    erased: plan.erased?.erased ?? [],
    discardNewer: discardNewer === true,
    types: tenantResourceTypes(tenant.matchingAttributes, tenant),
    retention: tenant.retention,
    // The clock of a local server can be moved.
    now: () => new Date(Date.parse(target.now) + Date.now() - started).toISOString(),
    settleIndexes: () => sleep(INDEX_LAG),
    tell: console.error,
  });
}

const asJson = ({ people, ...merged }: Merged, { into }: RestorePlan, streamArn: string | undefined) => ({
  table: { name: into, ...(streamArn !== undefined && { streamArn }) },
  ...merged,
  people: { ...people, refused: people.refused.map(({ type, id }) => ({ type, id })) },
});
