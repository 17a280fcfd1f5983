import { Option, type Command } from 'commander';
import type { Answer } from '../../../lambdas/operator/commands.ts';
import { RINGS, type Ring } from '../../../lib/tenant-stacks.ts';
import { PlainError } from '../../plain-error.ts';
import { codeOfStatuses, EndedWith } from '../exit-codes.ts';
import { count } from '../output/count.ts';
import { formatFacts } from '../output/facts.ts';
import { guardText } from '../output/guard.ts';
import { formatTable } from '../output/table.ts';
import { momentAndAgo, momentsIn } from '../output/time.ts';
import { fit } from '../output/width.ts';
import { askEvery, problemsOf } from '../target/every-tenant.ts';
import { operate } from '../target/functions.ts';
import { addTargetOptions, type TargetOptions } from '../target/options.ts';
import { findTarget } from '../target/target.ts';
import { tenantsOf } from '../tenant-file/ring.ts';

interface Options extends TargetOptions {
  all?: true;
  ring?: Ring;
  exitCode?: true;
  json?: true;
}

type Newer = 'knownUpTo' | 'refusals' | 'guardLookedAt';
/** An older function does not tell all of it. */
type Told = Omit<Answer<'doctor'>, Newer> & Partial<Pick<Answer<'doctor'>, Newer>>;

/** Adds `scim doctor`. */
export function addDoctorCommand(program: Command): void {
  const command = program
    .command('doctor')
    .description(
      'Why nothing flows from Entra, or that all is well: what was seen, the cause, and what to do in the portal.',
    )
    .option('--all', 'a line for each tenant that has a file in tenants/')
    .addOption(new Option('--ring <ring>', 'the same of those that get new versions together').choices(RINGS))
    .option('--exit-code', 'end with 0 healthy, 10 waiting, 20 attention, 30 broken; of all: with the worst')
    .option('--json', 'print an object; of all: a list of objects')
    .action((options: Options) => (options.all || options.ring !== undefined ? askAll(options) : askOne(options)));
  addTargetOptions(command);
}

async function askOne({ exitCode, json, ...options }: Options): Promise<void> {
  const target = await findTarget(options);
  const health = await operate(target, 'doctor', {});
  console.log(json ? JSON.stringify(health) : fit(momentsIn(describe(health, target.now))));
  if (exitCode) throw new EndedWith(codeOfStatuses([health.status]));
}

async function askAll({ exitCode, json, ring, ...where }: Options): Promise<void> {
  const names = ring === undefined ? undefined : tenantsOf(ring);
  const asked = await askEvery(where, (target) => operate(target, 'doctor', {}), names);
  const rows = asked.map(({ answer, ...row }) => ({
    ...row,
    ...(answer && { status: answer.status, summary: answer.summary, nextCycleDue: answer.nextCycleDue ?? undefined }),
  }));
  const shown = rows.map((row) => ({
    ...row,
    nextCycleDue: row.nextCycleDue && momentsIn(row.nextCycleDue),
    summary: row.summary && momentsIn(row.summary),
  }));
  console.log(
    json ? JSON.stringify(rows) : formatTable(['tenant', 'place', 'status', 'nextCycleDue', 'summary'], shown),
  );
  const problems = problemsOf(asked);
  if (!exitCode && problems !== undefined) throw new PlainError(problems);
  if (problems !== undefined) console.error(problems);
  if (exitCode) throw new EndedWith(codeOfStatuses(asked.map(({ answer }) => answer?.status)));
}

function describe(health: Told, now: string): string {
  const { status, summary, findings, failures, lastProbe, lastUserWrite, lastGroupWrite } = health;
  const facts = formatFacts(
    [
      ['last probe', momentAndAgo(lastProbe ?? undefined, now) ?? 'never'],
      ['last user write', momentAndAgo(lastUserWrite ?? undefined, now) ?? 'never'],
      ['last group write', momentAndAgo(lastGroupWrite ?? undefined, now) ?? 'never'],
      ...refusedLines(health),
      [
        'failures',
        `${Math.round(failures.rate * 100)} % of the last cycle (quarantine above ${failures.quarantineAbove * 100} %)`,
      ],
      ['next cycle due', momentAndAgo(health.nextCycleDue ?? undefined, now) ?? 'unknown'],
    ],
    19,
  );
  return [
    `${status}: ${summary}`,
    ...(health.knownUpTo === undefined
      ? []
      : [`all is known up to ${health.knownUpTo}; what came since may be missing`]),
    ...findings.map(
      ({ signature, title, evidence, cause, fix }) =>
        `\n${signature}. ${title}\n   seen:  ${evidence}\n   cause: ${cause}\n   do:    ${fix}`,
    ),
    '',
    ...facts,
    guardText(health.guardLookedAt),
  ].join('\n');
}

/** Each reason with its own time. */
function refusedLines({ lastRefusal, refusals = [] }: Told): [name: string, value: string][] {
  if (refusals.length === 0) return [['last refusal', lastRefusal?.at ?? 'never']];
  return refusals.map(({ reason, requests, lastSeen }, index) => [
    index === 0 ? 'last refusals' : '',
    `${lastSeen} ${reason} (${count(requests, 'request')})`,
  ]);
}
