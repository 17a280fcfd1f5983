import type { Command } from 'commander';
import type { ClockAnswer } from '../../dev-server/server/clock-api.ts';
import { readServerInfo } from '../../dev-server/server/state-folder.ts';
import { isRecord } from '../../json.ts';
import { PlainError } from '../../plain-error.ts';
import { toDuration, toTenant } from '../input/arguments.ts';
import { toTime } from '../../to-time.ts';
import { count } from '../output/count.ts';
import { momentOf } from '../output/time.ts';
import { askClock } from '../target/local-clock.ts';

interface Options {
  tenant: string;
  forward?: number;
  to?: string;
  json?: true;
}

/** Adds `scim clock`. */
export function addClockCommand(program: Command): void {
  program
    .command('clock')
    .description('Tell or move the time of the server on this machine, and run the schedules that this passes.')
    .option('--tenant <name>', 'the tenant', toTenant, 'demo')
    .option('--local', 'use the dev server on this machine (always)')
    .option('--forward <duration>', 'move it forward: 90m, 12h, 30d', toDuration)
    .option('--to <time>', 'move it forward to a time, as in 2027-01-01T00:00:00Z', toTime)
    .option('--json', 'print an object')
    .action(run);
}

async function run({ tenant, forward, to, json }: Options): Promise<void> {
  const server = readServerInfo(tenant);
  if (!server)
    throw new PlainError(
      `no dev server runs for tenant "${tenant}", and only the one on this machine has a clock that moves: start it with "npm start"`,
    );
  let answer = await askClock(server);
  const distance = forward ?? (to === undefined ? undefined : Date.parse(to) - Date.parse(answer.now));
  if (distance !== undefined) answer = await askClock(server, distance);
  if (json) console.log(JSON.stringify(answer));
  else console.log([momentOf(answer.now), ...answer.ran.map(describe)].join('\n'));
}

function describe({ functionName, outcome }: ClockAnswer['ran'][number]): string {
  if (!outcome.ok) return `${functionName}: failed: ${outcome.error.errorMessage}`;
  const answer: unknown = JSON.parse(outcome.payload);
  const { purged, heldBack = 0 } = isRecord(answer) ? answer : {};
  if (typeof purged !== 'number') return `${functionName}: done`;
  return `purge: ${count(purged, 'user')} erased${Number(heldBack) > 0 ? `, ${Number(heldBack)} held back` : ''}`;
}
