import type { Command } from 'commander';
import type { Touched } from '../../../lambdas/service/lifecycle/operator/undo.ts';
import type { Undone } from '../../../lambdas/service/lifecycle/operator/undo-one.ts';
import { PlainError } from '../../plain-error.ts';
import { toTime } from '../../to-time.ts';
import { confirm } from '../input/confirm.ts';
import { count } from '../output/count.ts';
import { withProgress } from '../output/progress.ts';
import { formatTable } from '../output/table.ts';
import { momentOf } from '../output/time.ts';
import { fit, tell } from '../output/width.ts';
import { operate } from '../target/functions.ts';
import { addTargetOptions, type TargetOptions } from '../target/options.ts';
import { findTarget, type Target } from '../target/target.ts';
import { JSON_OBJECT, YES } from './operator-command.ts';

interface Options extends TargetOptions {
  json?: true;
  yes?: true;
  since: string;
  deleteCreated?: boolean;
  dryRun?: boolean;
}

/** Resources that one call of the function takes back: well within its time. */
const AT_ONCE = 100;

/** Adds `scim credential undo`. */
export function addCredentialUndo(credential: Command): void {
  const command = credential
    .command('undo')
    .description('Take back what one credential did since a time: shows what that is, asks, and may be run again.')
    .argument('credential', 'the key id, as "scim credential report" shows it')
    .requiredOption('--since <time>', 'a time like 2027-01-01T08:30:00Z', toTime)
    .option('--delete-created', 'soft-delete the users that it created; otherwise they are only named')
    .option('--dry-run', 'only tell what would become of each')
    .option(YES.flags, YES.description)
    .option(JSON_OBJECT.flags, JSON_OBJECT.description)
    .action(undoCredential);
  addTargetOptions(command);
}

async function undoCredential(
  by: string,
  { json, yes, since, deleteCreated = false, dryRun = false, ...options }: Options,
): Promise<void> {
  const target = await findTarget(options);
  const touched = await findAll(target, by, since);
  if (touched.length === 0)
    throw new PlainError(`${by} changed nothing since ${momentOf(since)}; "scim credential report" shows the ids`);
  tell(summary(touched));
  if (!dryRun)
    await confirm(`Take back what ${by} did to ${count(touched.length, 'resource')} since ${momentOf(since)}?`, yes);
  const undone = await withProgress('credential undo', (say) =>
    undoAll(target, { by, since, deleteCreated, dryRun }, touched, say),
  );
  console.log(json ? JSON.stringify({ undone }) : fit(describe(undone, dryRun)));
  const failed = undone.filter(({ result }) => result === 'failed').length;
  if (failed > 0) throw new PlainError(`${failed} of ${undone.length} could not be taken back`);
}

/** Every resource once, with all that was done to it. */
async function findAll(target: Target, by: string, since: string): Promise<Touched[]> {
  const all = new Map<string, Touched>();
  let page = await operate(target, 'credential touched', { by, since });
  for (;;) {
    for (const each of page.touched) {
      const key = `${each.type} ${each.id}`;
      const events = [...new Set([...(all.get(key)?.events ?? []), ...each.events])];
      all.set(key, { ...each, events });
    }
    if (page.next === undefined) return [...all.values()];
    page = await operate(target, 'credential touched', { by, since, from: page.next });
  }
}

interface Asked {
  readonly by: string;
  readonly since: string;
  readonly deleteCreated: boolean;
  readonly dryRun: boolean;
}

/** Those that time ran out for are asked for again. */
async function undoAll(
  target: Target,
  asked: Asked,
  touched: readonly Touched[],
  say: (how: string) => void,
): Promise<Undone[]> {
  const undone: Undone[] = [];
  const isGroup = ({ type }: Touched): number => Number(type === 'Group');
  // Whoever is back first can be a member again.
  const inOrder = touched.toSorted((a, b) => isGroup(a) - isGroup(b));
  let left: readonly Pick<Touched, 'type' | 'id'>[] = inOrder.map(({ type, id }) => ({ type, id }));
  while (left.length > 0) {
    const resources = left.slice(0, AT_ONCE);
    const answer = await operate(target, 'credential undo', { ...asked, resources });
    if (answer.undone.length === 0 && answer.members === 0)
      throw new PlainError('the function had no time; run the command again');
    undone.push(...answer.undone);
    say(`${undone.length} of ${touched.length}`);
    left = [...answer.remaining, ...left.slice(AT_ONCE)];
  }
  return undone;
}

function summary(touched: readonly Touched[]): string {
  const counts = Map.groupBy(
    touched.flatMap(({ events }) => events),
    (event) => event,
  );
  const rows = [...counts].map(([event, all]) => ({ event, resources: String(all.length) }));
  return formatTable(
    ['event', 'resources'],
    rows.toSorted((a, b) => (a.event < b.event ? -1 : 1)),
  );
}

/** What became of them, and what would. */
const MEANING: Readonly<Record<Exclude<Undone['result'], 'failed'>, readonly [is: string, would: string]>> = {
  restored: ['are as they were', 'would be as they were'],
  same: ['were so already', 'are so already'],
  created: [
    'were created by it, and are left; --delete-created soft-deletes users',
    'were created by it, and would be left; --delete-created soft-deletes users',
  ],
  deleted: ['were created by it, and are deleted', 'were created by it, and would be deleted'],
};

function describe(undone: readonly Undone[], dryRun: boolean): string {
  const results: readonly (keyof typeof MEANING)[] = ['restored', 'same', 'created', 'deleted'];
  const lines = results.flatMap((result) => {
    const count = undone.filter((each) => each.result === result).length;
    return count > 0 ? [`${count} ${MEANING[result][dryRun ? 1 : 0]}`] : [];
  });
  const named = undone.filter(({ result }) => result === 'created' || result === 'failed');
  return [...lines, ...named.map(({ type, id, reason = 'created by it' }) => `${type} ${id}: ${reason}`)].join('\n');
}
