import { InvokeCommand } from '@aws-sdk/client-lambda';
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { PlainError } from '../plain-error.ts';
import { addTargetOptions, findTarget } from './target.ts';
import type { Target, TargetOptions } from './target.ts';

interface PurgeOptions extends TargetOptions {
  now?: true;
  dryRun?: true;
  asOf?: string;
  json?: true;
}

/** What the purge function answers. */
interface PurgeReport {
  asOf: string;
  dryRun: boolean;
  found: number;
  purged: number;
  skipped: number;
  failed: number;
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
    .option('--json', 'print the answer of the purge function')
    .action(async (options: PurgeOptions) => {
      if (!options.now && !options.dryRun)
        command.error('error: give --now to erase, or --dry-run to see who would be');
      const report = await runPurge(await findTarget(options), options);
      console.log(options.json ? JSON.stringify(report) : describe(report));
      if (report.failed > 0) throw new PlainError(`${report.failed} users could not be erased: see the function's log`);
    });
  addTargetOptions(command);
}

function toTime(text: string): string {
  const time = new Date(text);
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(time.getTime())) {
    throw new InvalidArgumentError('a time looks like 2027-01-01T00:00:00Z.');
  }
  return time.toISOString();
}

async function runPurge({ lambda, purgeFunctionName }: Target, { dryRun, asOf }: PurgeOptions): Promise<PurgeReport> {
  const event = { dryRun: dryRun ?? false, ...(asOf !== undefined && { asOf }) };
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: purgeFunctionName, Payload: JSON.stringify(event) }),
  );
  const answer: unknown = JSON.parse(Payload?.transformToString() || 'null');
  if (FunctionError !== undefined) {
    const { errorMessage = FunctionError } = (answer ?? {}) as { errorMessage?: string };
    throw new PlainError(`the purge function failed: ${errorMessage}`);
  }
  return answer as PurgeReport;
}

function describe({ asOf, dryRun, found, purged, skipped, failed, remaining, users = [] }: PurgeReport): string {
  if (dryRun) return [`${found} users would be erased as of ${asOf}`, ...users].join('\n');
  const counts = `${found} users were due as of ${asOf}: ${purged} erased, ${skipped} skipped, ${failed} failed`;
  return remaining ? `${counts}; more are due, run it again` : counts;
}
