import type { Stack } from '../template/assembly.ts';
import type { Clock } from '../server/clock.ts';
import { resourcesOf } from '../template/deployment.ts';
import type { Outcome } from '../functions/function-messages.ts';
import type { LocalFunction } from '../functions/local-function.ts';
import { parseScheduleExpression } from './schedule-expression.ts';
import type { NextRun } from './schedule-expression.ts';

/** setTimeout runs at once when asked for more than this. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

interface ScheduleProperties {
  ScheduleExpression: string;
  State?: 'ENABLED' | 'DISABLED';
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

/** Starts the schedules of the tenant's stacks (EventBridge Scheduler), by the server's clock. */
export function startSchedules(
  stacks: readonly Stack[],
  functions: ReadonlyMap<string, LocalFunction>,
  { clock, onError }: { clock: Clock; onError: (message: string) => void },
): Schedules {
  const schedules = resourcesOf<ScheduleProperties>(stacks, 'AWS::Scheduler::Schedule')
    .filter(({ properties }) => properties.State !== 'DISABLED')
    .map(({ properties: { ScheduleExpression, Target } }) =>
      repeat(parseScheduleExpression(ScheduleExpression), clock, async (time): Promise<ScheduledRun | undefined> => {
        const target = functions.get(Target.Arn);
        if (!target) return undefined;
        const outcome = await target.invoke(scheduledInput(Target.Input, time));
        if (!outcome.ok) onError(`scheduled ${Target.Arn}: ${outcome.error.errorMessage}`);
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

function scheduledInput(input = '{}', time: Date): string {
  return input.replaceAll('<aws.scheduler.scheduled-time>', time.toISOString());
}

function repeat<Result>(next: NextRun, clock: Clock, run: (time: Date) => Promise<Result>) {
  let timer: NodeJS.Timeout | undefined;
  let due: Date | undefined;
  const plan = (time: Date | undefined): void => {
    due = time;
    clearTimeout(timer);
    if (time === undefined) return;
    const wait = Math.max(0, time.getTime() - clock.now());
    timer = setTimeout(
      () => {
        if (wait > LONGEST_TIMER_MS) return plan(time);
        void run(time);
        return plan(next(time));
      },
      Math.min(wait, LONGEST_TIMER_MS),
    );
  };
  const nextFromNow = (): Date | undefined => next(new Date(clock.now()));
  plan(nextFromNow());
  return {
    catchUp: async (): Promise<Result | undefined> => {
      const passed = due;
      if (passed === undefined) return undefined;
      if (passed.getTime() > clock.now()) {
        plan(passed);
        return undefined;
      }
      plan(nextFromNow());
      return run(passed);
    },
    stop: () => clearTimeout(timer),
  };
}
