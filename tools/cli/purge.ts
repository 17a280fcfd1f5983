import type { Command } from 'commander';
import { PlainError } from '../plain-error.ts';
import { toTime } from './arguments.ts';
import { confirm } from './confirm.ts';
import { invokeFunction } from './invoke.ts';
import { addTargetOptions, findTarget } from './target.ts';
import type { Target, TargetOptions } from './target.ts';

interface PurgeOptions extends TargetOptions {
  now?: true;
  dryRun?: true;
  asOf?: string;
  yes?: true;
  json?: true;
}

/** What the purge function answers. */
interface PurgeReport {
  asOf: string;
  dryRun: boolean;
  found: number;
  purged: number;
  skipped: number;
  /** Left alone because too many were deleted at once. */
  heldBack: number;
  failed: number;
  oldestOverdueHours: number;
  /** True when time ran out before all that were due. */
  remaining: boolean;
  /** Ids of the users, in a dry run only. */
  users?: string[];
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
      if (!options.now && !options.dryRun)
        command.error('error: give --now to erase, or --dry-run to see who would be');
      const when = options.asOf === undefined ? 'now' : `as of ${options.asOf}`;
      if (!options.dryRun) await confirm(`Erase every user whose retention has passed ${when}?`, options.yes);
      const report = await runPurge(await findTarget(options), options);
      console.log(options.json ? JSON.stringify(report) : describe(report));
      if (report.failed > 0) throw new PlainError(`${report.failed} users could not be erased: see the function's log`);
    });
  addTargetOptions(command);
}

async function runPurge({ lambda, purgeFunctionName }: Target, { dryRun, asOf }: PurgeOptions): Promise<PurgeReport> {
  const event = { dryRun: dryRun ?? false, ...(asOf !== undefined && { asOf }) };
  return (await invokeFunction(lambda, purgeFunctionName, event)) as PurgeReport;
}

function describe(report: PurgeReport): string {
  const { asOf, dryRun, found, purged, skipped, heldBack, failed, remaining, users = [] } = report;
  const held = heldBack > 0 ? [`${heldBack} are held back, because too many were deleted at once: scim hold list`] : [];
  if (dryRun) return [`${users.length} users would be erased as of ${asOf}`, ...users, ...held].join('\n');
  const counts = `${found} users were due as of ${asOf}: ${purged} erased, ${skipped} skipped, ${failed} failed`;
  return [counts, ...held, ...(remaining ? ['more are due, run it again'] : [])].join('\n');
}
