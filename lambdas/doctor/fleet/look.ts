import { HOUR } from '../../duration.ts';
import type { DeployedStack, DeployedTenant } from './tenants.ts';

/** What reads a stream for a function (an event source mapping of Lambda). */
export interface Mapping {
  /** The ARN of the stream. */
  readonly source: string;
  /** As in `Enabled`. */
  readonly state: string;
  /** As in `OK`, or `PROBLEM: ` and what it is. */
  readonly lastResult: string;
}

/** Where the watchdog looks; every method may throw. */
export interface FleetReader {
  /** All stacks of the account and Region. */
  stacks(): Promise<DeployedStack[]>;
  /** All mappings of the account and Region. */
  mappings(): Promise<Mapping[]>;
  /** How many messages are in a queue. */
  deadLetters(queueUrl: string): Promise<number>;
  /** When the hourly job on a table ran to its end last, ISO 8601; undefined where it never did. */
  lastRun(tableName: string): Promise<string | undefined>;
}

/** What is wrong with a tenant; nought for what is well. */
export interface Look {
  readonly deadLetters: number;
  readonly streamsStopped: number;
  /** Whole hours since the hourly job ran to its end last, from `SILENT_HOURS` on. */
  readonly silentHours: number;
}

/** A run that was missed, and one that was late, are no silence yet. */
const SILENT_HOURS = 3;
const GOING: ReadonlySet<string> = new Set(['Enabled', 'Enabling', 'Creating', 'Updating']);

/** Looks at one tenant; `now` in milliseconds since 1970. */
export async function lookAt(
  { queues, job }: DeployedTenant,
  { reader, mappings, now }: { reader: FleetReader; mappings: readonly Mapping[]; now: number },
): Promise<Look> {
  const letters = await Promise.all(queues.map((queue) => reader.deadLetters(queue)));
  const silentHours = job ? hoursSilent(job, await reader.lastRun(job.tableName), now) : 0;
  return {
    deadLetters: letters.reduce((sum, each) => sum + each, 0),
    streamsStopped: job ? countStopped(job.tableName, mappings) : 0,
    silentHours,
  };
}

/** After a deployment it has as much time as after a run: the table may be a new one, or a restored one. */
function hoursSilent({ since }: { since: string }, lastRun: string | undefined, now: number): number {
  const last = Math.max(Date.parse(since), Date.parse(lastRun ?? since));
  const hours = Math.floor((now - last) / HOUR);
  return hours >= SILENT_HOURS ? hours : 0;
}

/** A table whose stream nobody reads counts as one that is stopped. */
function countStopped(tableName: string, mappings: readonly Mapping[]): number {
  const own = mappings.filter(({ source }) => source.includes(`:table/${tableName}/stream/`));
  if (own.length === 0) return 1;
  return own.filter(({ state, lastResult }) => !GOING.has(state) || lastResult.startsWith('PROBLEM')).length;
}
