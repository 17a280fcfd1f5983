import { setTimeout as delay } from 'node:timers/promises';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { Command } from 'commander';
import { HOUR, SECOND } from '../../../lambdas/duration.ts';
import { readServerInfo } from '../../dev-server/server/state-folder.ts';
import { PlainError } from '../../plain-error.ts';
import { toDuration } from '../input/arguments.ts';
import { cloudWatchLogs } from '../logs/cloudwatch.ts';
import { fieldsOf, formatLine, type LogLine } from '../logs/line.ts';
import { localLogs } from '../logs/local.ts';
import { readLogs, type LogSource, type Wanted } from '../logs/source.ts';
import { withProgress } from '../output/progress.ts';
import { tell } from '../output/width.ts';
import { buildHere } from '../source-map/build-here.ts';
import { createStackMapper } from '../source-map/map-stacks.ts';
import { awsConfig, profileOf, signedIn } from '../target/aws.ts';
import { addTargetOptions, type TargetOptions } from '../target/options.ts';
import { whyNone } from '../target/target.ts';
import { placeOf } from '../tenant-file/place.ts';

interface Options extends TargetOptions {
  tail?: true;
  request?: string;
  errors?: boolean;
  since: number;
  json?: true;
}

type Print = (line: LogLine) => Promise<void>;

/** How often a tail looks, and how far back: CloudWatch shows lines some seconds after they were written. */
const PAUSE = 3 * SECOND;
const OVERLAP = 30 * SECOND;

/** Adds `scim logs`. */
export function addLogsCommand(program: Command): void {
  const command = program
    .command('logs')
    .description('What the functions and API Gateway have logged for a tenant, the oldest first.')
    .option('--since <duration>', 'how far back: 90m, 12h, 30d', toDuration, HOUR)
    .option('--request <id>', 'of one request, in every function it passed: the id of API Gateway or of Lambda')
    .option('--errors', 'only what went wrong here: errors, time-outs, answers of 500 and above')
    .option('--tail', 'go on showing what comes, until Ctrl-C')
    .option('--json', 'print each line as an object')
    .action(logs);
  addTargetOptions(command);
}

async function logs({ since, request, errors = false, tail, json, ...where }: Options): Promise<void> {
  const source = await sourceOf(where);
  const wanted: Wanted = { ids: request === undefined ? [] : [request], errors };
  const map = createStackMapper(process.cwd(), (why) => tell(`warning: ${why}`), buildHere);
  const print: Print = async (line) => {
    const { line: text } = await map(line.text);
    console.log(json ? asJson({ ...line, text }) : formatLine({ ...line, text }));
  };
  const found = await withProgress('logs', () => readLogs(source, Date.now() - since, wanted));
  for (const line of found) await print(line);
  if (tail) await follow(source, wanted, found, print);
  else if (found.length === 0) tell('nothing was logged that is looked for');
}

async function sourceOf({ tenant, isNamed, local, aws }: TargetOptions): Promise<LogSource> {
  if (local || (!aws && readServerInfo(tenant) !== undefined)) return localLogs(tenant);
  if (!isNamed) throw new PlainError(whyNone(tenant, { aws }));
  const wanted = placeOf(tenant).region;
  const { client, region } = await signedIn(wanted);
  tell(`logs of tenant ${tenant} in AWS (${profileOf()}, Region ${region})`);
  return cloudWatchLogs(tenant, { cloudformation: client, logs: new CloudWatchLogsClient(awsConfig(wanted)) });
}

/** Shows what comes, each line once, until Ctrl-C. */
async function follow(source: LogSource, wanted: Wanted, shown: readonly LogLine[], print: Print): Promise<void> {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  // Nobody reads any further, as in "logs --tail | head".
  process.stdout.once('error', () => stop.abort());
  let seen = new Set(shown.map(({ id }) => id));
  while (!stop.signal.aborted) {
    await delay(PAUSE, undefined, { signal: stop.signal }).catch(() => undefined);
    if (stop.signal.aborted) return;
    const lines = await readLogs(source, Date.now() - OVERLAP, wanted);
    for (const line of lines) if (!seen.has(line.id)) await print(line);
    seen = new Set(lines.map(({ id }) => id));
  }
}

const asJson = ({ at, source, text }: LogLine): string => {
  const fields = fieldsOf(text);
  const known = Object.keys(fields).length > 0 ? fields : { message: text.trimEnd() };
  return JSON.stringify({ at: new Date(at).toISOString(), source, ...known });
};
