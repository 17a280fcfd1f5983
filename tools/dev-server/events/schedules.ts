import { PlainError } from '../../plain-error.ts';
import type { Clock } from '../functions/clock.ts';
import type { Outcome } from '../functions/function-messages.ts';
import type { LocalFunction } from '../functions/local-function.ts';
import type { Stack } from '../template/assembly.ts';
import { resourcesOf, type Resolved } from '../template/deployment.ts';
import { parseRate } from './schedule-expression.ts';

/** setTimeout runs at once when asked for more than this. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

interface ScheduleProperties {
  ScheduleExpression: string;
  State?: string;
  Target: { Arn: string; Input?: string };
}

/** A run of a schedule that had been due when the clock was moved. */
export interface ScheduledRun {
  functionName: string;
  outcome: Outcome;
}

export interface Schedules {
  /** Runs, once each, the schedules whose next run the clock has passed. */
  catchUp: () => Promise<ScheduledRun[]>;
  stop: () => void;
}

/**
 * Starts the schedules of the tenant's stacks (EventBridge Scheduler), by the server's clock.
 * Throws PlainError for one that is not modelled.
 */
export function startSchedules(
  stacks: readonly Stack[],
  functions: ReadonlyMap<string, LocalFunction>,
  { clock, onError }: { clock: Clock; onError: (message: string) => void },
): Schedules {
  const planned = resourcesOf<ScheduleProperties>(stacks, 'AWS::Scheduler::Schedule').map((schedule) =>
    readSchedule(schedule, functions),
  );
  const schedules = planned.map(({ interval, input, target }) =>
    repeat(interval, clock, async (): Promise<ScheduledRun> => {
      const outcome = await target.invoke(input);
      if (!outcome.ok) onError(`scheduled ${target.arn}: ${outcome.error.errorMessage}`);
      return { functionName: target.name, outcome };
    }),
  );
  return {
    catchUp: async () => {
      const runs = await Promise.all(schedules.map((schedule) => schedule.catchUp()));
      return runs.filter((run) => run !== undefined);
    },
    stop: () => {
      for (const schedule of schedules) schedule.stop();
    },
  };
}

function readSchedule(
  { id, properties: { ScheduleExpression, State = 'ENABLED', Target } }: Resolved<ScheduleProperties>,
  functions: ReadonlyMap<string, LocalFunction>,
): { interval: number; input: string; target: LocalFunction } {
  const { Arn, Input: input = '{}' } = Target;
  const target = functions.get(Arn);
  if (State !== 'ENABLED' || target === undefined || input.includes('<aws.scheduler.')) {
    throw new PlainError(
      `the dev server cannot run the schedule ${id} (${State}, ${input} to ${Arn}): it knows those that are ENABLED, ` +
        'for a function of the stacks, with an input that has no context attributes; add more to tools/dev-server/events/schedules.ts',
    );
  }
  return { interval: parseRate(ScheduleExpression), input, target };
}

/**
 * Runs something again and again, by the clock: the first time when the interval has passed once.
 * Milliseconds.
 */
function repeat<Result>(interval: number, clock: Clock, run: () => Promise<Result>) {
  let timer: NodeJS.Timeout | undefined;
  let due = 0;
  const plan = (time: number): void => {
    due = time;
    clearTimeout(timer);
    const wait = Math.max(0, time - clock.now());
    timer = setTimeout(
      () => {
        if (wait > LONGEST_TIMER_MS) return plan(time);
        void run();
        return plan(time + interval);
      },
      Math.min(wait, LONGEST_TIMER_MS),
    );
  };
  plan(clock.now() + interval);
  return {
    catchUp: async (): Promise<Result | undefined> => {
      if (due > clock.now()) {
        plan(due);
        return undefined;
      }
      plan(clock.now() + interval);
      return run();
    },
    stop: () => clearTimeout(timer),
  };
}
