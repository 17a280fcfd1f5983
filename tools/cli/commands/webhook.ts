import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { WebhookReport } from '../../../lambdas/events/webhooks/report.ts';
import { DAY } from '../../../lambdas/duration.ts';
import { messageOf } from '../../../lib/thrown.ts';
import { PlainError } from '../../plain-error.ts';
import { toTime } from '../../to-time.ts';
import { toOverlap } from '../input/arguments.ts';
import { formatFacts } from '../output/facts.ts';
import { momentAndAgo, momentOf } from '../output/time.ts';
import { fit, tell } from '../output/width.ts';
import { listWebhooks, operateWebhooks } from '../target/functions.ts';
import { addTargetOptions, type TargetOptions } from '../target/options.ts';
import { findTarget } from '../target/target.ts';

type Options<More = object> = TargetOptions & { json?: true } & More;

/** Adds `scim webhook list | replay | test | rotate-secret`. */
export function addWebhookCommands(program: Command): void {
  const webhook = program
    .command('webhook')
    .description('Where changes are sent to by signed HTTP calls (docs/webhooks.md).');
  for (const add of [addList, addReplay, addTest, addRotate]) addTargetOptions(add(webhook));
}

const NAME = ['<name>', 'the name in the tenant file'] as const;
const json = (answer: object): string => JSON.stringify(answer);

const addList = (parent: Command): Command =>
  parent
    .command('list')
    .description('How each webhook stands: what waits, what was given up, and the last deliveries.')
    .option('--json', 'print a list of objects')
    .action(async (options: Options) => {
      const target = await findTarget(options);
      const { webhooks } = await listWebhooks(target);
      const text =
        webhooks.map((webhook) => fit(describe(webhook, target.now))).join('\n\n') ||
        'the tenant has no webhooks (docs/webhooks.md)';
      console.log(options.json ? json(webhooks) : text);
    });

const addReplay = (parent: Command): Command =>
  parent
    .command('replay')
    .description('Try at once what waits; with --since, send all from that time on again.')
    .argument(...NAME)
    .option('--since <time>', 'everything added at this time or later, as in 2027-01-01T00:00:00Z', toTime)
    .option('--dead-letters', 'what was given up, too')
    .option('--json', 'print an object')
    .action(async (name: string, options: Options<{ since?: string; deadLetters?: true }>) => {
      const { since, deadLetters } = options;
      const ask = { name, ...(since !== undefined && { since }), ...(deadLetters && { deadLetters }) };
      const answer = await operateWebhooks(await findTarget(options), 'replay', ask);
      console.log(options.json ? json(answer) : `${name} is called now: scim webhook list tells how it goes`);
    });

const addTest = (parent: Command): Command =>
  parent
    .command('test')
    .description('Send one event named webhook.test now, and print what came back.')
    .argument(...NAME)
    .option('--json', 'print an object')
    .action(async (name: string, options: Options) => {
      const answer = await operateWebhooks(await findTarget(options), 'test', { name });
      const { status, milliseconds, problem } = answer;
      const came = status === null ? 'nothing came back' : `${status} came back`;
      console.log(options.json ? json(answer) : `${came} after ${milliseconds} ms`);
      if (problem !== null) throw new PlainError(`the webhook "${name}" did not take it: ${problem}`);
    });

const addRotate = (parent: Command): Command =>
  parent
    .command('rotate-secret')
    .description('Make the secret that calls are signed with, or another one; it is printed once.')
    .argument(...NAME)
    .option('--overlap <duration>', 'how long the old one still counts (90m, 12h, 7d)', toOverlap, DAY)
    .option('--secret-file <file>', 'one that there is already, as whsec_ and Base64, in a file')
    .option('--json', 'print an object')
    .action(async (name: string, options: Options<{ overlap: number; secretFile?: string }>) => {
      const { overlap, secretFile } = options;
      const ask = { name, overlap, ...(secretFile !== undefined && { secret: readSecretFile(secretFile) }) };
      const answer = await operateWebhooks(await findTarget(options), 'rotate-secret', ask);
      if (answer.formerUntil !== null)
        tell(
          `calls are signed with the old secret, too, until ${momentOf(answer.formerUntil)}: give out the new one before that`,
        );
      const { secret, ...rest } = answer;
      // Who has it in a file wants it in no log.
      const isGiven = secretFile !== undefined;
      if (options.json) console.log(json(isGiven ? rest : answer));
      else console.log(isGiven ? `${name} is signed with the secret of ${secretFile} from now on` : secret);
    });

/** Not an argument: everybody on this machine may see those. Throws PlainError. */
function readSecretFile(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new PlainError(`the secret cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

function describe(report: WebhookReport, now: string): string {
  const at = (time: string | null | undefined) => momentAndAgo(time ?? undefined, now);
  const { name, url, standing, parked, deadLetters, lastFailure, secret } = report;
  const more = (count: number, isMore: boolean): string => `${count}${isMore ? ' or more' : ''}`;
  const facts = formatFacts(
    [
      ['url', url],
      ['events', report.events?.join(', ') ?? 'all'],
      ['waiting since', at(report.waitingSince)],
      ['parked', parked.length > 0 ? more(parked.length, report.moreParked) : undefined],
      ['dead letters', deadLetters.length > 0 ? more(deadLetters.length, report.moreDeadLetters) : undefined],
      ['failing since', at(report.failingSince)],
      ['paused until', at(report.pausedUntil)],
      ['last success', at(report.lastSuccess)],
      ['last failure', lastFailure ? `${at(lastFailure.at)}: ${lastFailure.problem}` : undefined],
      ['secret made', at(secret?.madeAt) ?? `none: scim webhook rotate-secret ${name}`],
      ['old one until', at(secret?.formerUntil)],
    ],
    16,
  );
  const given = deadLetters.map((letter) =>
    'from' in letter
      ? `  gave up at ${momentOf(letter.at)} what was added before ${momentOf(letter.until)}: ${letter.problem}`
      : `  gave up at ${momentOf(letter.at)} ${letter.events.join(', ')} of ${letter.type} ${letter.id}: ${letter.problem}`,
  );
  const last = report.deliveries.map(
    ({ at: time, event, id, status, milliseconds, problem }) =>
      `  ${momentOf(time)} ${event} ${id} ${status ?? '-'} ${milliseconds} ms${problem === undefined ? '' : `: ${problem}`}`,
  );
  return [`${name}: ${standing}`, ...facts.map((fact) => `  ${fact}`), ...given, ...last].join('\n');
}
