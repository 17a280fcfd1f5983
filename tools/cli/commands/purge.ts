import type { Command } from 'commander';
import type { Answer } from '../../../lambdas/operator/commands.ts';
import type { PurgeReport } from '../../../lambdas/service/lifecycle/purge.ts';
import { PlainError } from '../../plain-error.ts';
import { toTime } from '../../to-time.ts';
import { confirm } from '../input/confirm.ts';
import { count } from '../output/count.ts';
import { withProgress } from '../output/progress.ts';
import { formatTable } from '../output/table.ts';
import { ago, momentOf } from '../output/time.ts';
import { fit } from '../output/width.ts';
import { operate, purge } from '../target/functions.ts';
import { addTargetOptions, type TargetOptions } from '../target/options.ts';
import { findTarget, type Target } from '../target/target.ts';

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
    .option('--dry-run', 'only list who would be erased: name, address, since when, and by which rule')
    .option('--as-of <time>', 'as if it were this time, as in 2027-01-01T00:00:00Z', toTime)
    .option('--yes', 'do not ask')
    .option('--json', 'print the answer of the purge function; of a dry run with "due", who they are')
    .action(async (options: PurgeOptions) => {
      const { dryRun = false, asOf } = options;
      if (!options.now && !dryRun) command.error('error: give --now to erase, or --dry-run to see who would be');
      const when = asOf === undefined ? 'now' : `as of ${asOf}`;
      if (!dryRun) await confirm(`Erase every user whose retention has passed ${when}?`, options.yes);
      const target = await findTarget(options);
      const report = await withProgress('purge', () => purge(target, { dryRun, ...(asOf !== undefined && { asOf }) }));
      if (dryRun) return tellWho(target, report, options);
      console.log(options.json ? JSON.stringify(report) : describe(report));
      if (report.failed > 0)
        throw new PlainError(`${count(report.failed, 'user')} could not be erased: see the function's log`);
    });
  addTargetOptions(command);
}

function describe({ asOf, found, purged, skipped, heldBack, failed, remaining }: PurgeReport): string {
  const counts = `due as of ${momentOf(asOf)}: ${count(found, 'user')}; ${purged} erased, ${skipped} skipped, ${failed} failed`;
  return fit([counts, ...heldText(heldBack), ...(remaining ? ['more are due, run it again'] : [])].join('\n'));
}

const heldText = (heldBack: number): string[] =>
  heldBack > 0 ? [`held back, because too many were deleted at once: ${heldBack} (scim hold list)`] : [];

type Due = Answer<'purge preview'>['due'][number];

/** Says of everybody who would be erased who it is, since when and why. */
async function tellWho(target: Target, report: PurgeReport, { json }: PurgeOptions): Promise<void> {
  const { asOf, heldBack } = report;
  const due = await withProgress('purge', (say) => findDue(target, asOf, say));
  if (json) return console.log(JSON.stringify({ ...report, due }));
  const erased = due.filter((each) => !each.heldBack);
  const { retention } = await operate(target, 'settings', {});
  const rules = [...new Set(erased.map(({ rule }) => rule))].map((rule) => RULES[rule](retention));
  const head = `would be erased as of ${momentOf(asOf)}: ${count(erased.length, 'user or group', 'users and groups')}`;
  const rows = due.map((each) => toRow(each, target.now));
  const table = rows.length === 0 ? [] : ['', formatTable(COLUMNS, rows), ''];
  console.log([fit(head), ...table, ...[...rules, ...heldText(heldBack)].map((text) => fit(text))].join('\n'));
}

async function findDue(target: Target, asOf: string, say: (how: string) => void): Promise<Due[]> {
  const found: Due[] = [];
  let after: string | undefined;
  do {
    const page = await operate(target, 'purge preview', { asOf, ...(after !== undefined && { after }) });
    found.push(...page.due);
    say(`${found.length} are due`);
    after = page.next;
  } while (after !== undefined);
  return found;
}

const COLUMNS = [
  ['id', 'Id', 'drop'],
  ['name', 'Name', 'cut'],
  ['address', 'E-mail', 'drop'],
  ['state', 'State'],
  'since',
  'due',
  ['rule', 'Rule', 'cut'],
  'held',
] as const;

const toRow = (
  { id, name, displayName, email, reason, softDeletedAt, deletedAt, purgeAfter, rule, heldBack }: Due,
  now: string,
) => ({
  id,
  name: displayName === undefined ? name : `${displayName} (${name ?? ''})`,
  address: email,
  state: reason,
  since: ago(deletedAt ?? softDeletedAt, now),
  due: ago(purgeAfter, now),
  rule,
  held: heldBack ? 'yes' : undefined,
});

type Settings = Answer<'settings'>['retention'];

/** What each rule of the tenant file means, in days. */
const RULES: Readonly<Record<Due['rule'], (retention: Settings) => string>> = {
  days: ({ days, deactivated }) =>
    `days: "retention.days" is ${days}, from the day on which somebody ${deactivated === 'keep' ? 'was deleted' : 'was deactivated or deleted first'}`,
  minimumAfterDelete: ({ minimumAfterDelete }) =>
    `minimumAfterDelete: "retention.minimumAfterDelete" is ${minimumAfterDelete}, from the DELETE, which came late`,
};
