import type { Command } from 'commander';
import type { PurgeReport } from '../../../lambdas/service/lifecycle/purge.ts';
import { PlainError } from '../../plain-error.ts';
import { toTime } from '../../to-time.ts';
import { confirm } from '../input/confirm.ts';
import { purge } from '../target/functions.ts';
import { addTargetOptions, type TargetOptions } from '../target/options.ts';
import { findTarget } from '../target/target.ts';

interface PurgeOptions extends TargetOptions {
  now?: true;
  dryRun?: true;
  asOf?: string;
  yes?: true;
  json?: true;
}

/** Adds `scim purge`. */
export function addPurgeCommand(program: Command): void {
  const command = program
    .command('purge')
    .description('Erase the users whose retention has passed, as the schedule does every hour.')
    .option('--now', 'erase them now')
    .option('--dry-run', 'only list who would be erased')
    .option('--as-of <time>', 'as if it were this time, as in 2027-01-01T00:00:00Z', toTime)
    .option('--yes', 'do not ask')
    .option('--json', 'print the answer of the purge function')
    .action(async (options: PurgeOptions) => {
      const { dryRun = false, asOf } = options;
      if (!options.now && !dryRun) command.error('error: give --now to erase, or --dry-run to see who would be');
      const when = asOf === undefined ? 'now' : `as of ${asOf}`;
      if (!dryRun) await confirm(`Erase every user whose retention has passed ${when}?`, options.yes);
      const report = await purge(await findTarget(options), { dryRun, ...(asOf !== undefined && { asOf }) });
      console.log(options.json ? JSON.stringify(report) : describe(report));
      if (report.failed > 0) throw new PlainError(`${report.failed} users could not be erased: see the function's log`);
    });
  addTargetOptions(command);
}

function describe(report: PurgeReport): string {
  const { asOf, dryRun, found, purged, skipped, heldBack, failed, remaining, users = [] } = report;
  const held = heldBack > 0 ? [`${heldBack} are held back, because too many were deleted at once: scim hold list`] : [];
  if (dryRun) return [`${users.length} users would be erased as of ${asOf}`, ...users, ...held].join('\n');
  const counts = `${found} users were due as of ${asOf}: ${purged} erased, ${skipped} skipped, ${failed} failed`;
  return [counts, ...held, ...(remaining ? ['more are due, run it again'] : [])].join('\n');
}
