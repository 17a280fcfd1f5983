import type { Stack } from './assembly.ts';
import { resourcesOf } from './deployment.ts';
import type { LocalFunction } from './local-function.ts';
import { parseScheduleExpression } from './schedule-expression.ts';
import type { NextRun } from './schedule-expression.ts';

/** setTimeout runs at once when asked for more than this. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

interface ScheduleProperties {
  ScheduleExpression: string;
  State?: 'ENABLED' | 'DISABLED';
  Target: { Arn: string; Input?: string };
}

/** Starts the schedules of the tenant's stacks (EventBridge Scheduler); returns what stops them. */
export function startSchedules(
  stacks: readonly Stack[],
  functions: ReadonlyMap<string, LocalFunction>,
  onError: (message: string) => void,
): () => void {
  const stops = resourcesOf<ScheduleProperties>(stacks, 'AWS::Scheduler::Schedule')
    .filter(({ properties }) => properties.State !== 'DISABLED')
    .map(({ properties: { ScheduleExpression, Target } }) =>
      repeat(parseScheduleExpression(ScheduleExpression), async (time) => {
        const outcome = await functions.get(Target.Arn)?.invoke(scheduledInput(Target.Input, time));
        if (outcome?.ok === false) onError(`scheduled ${Target.Arn}: ${outcome.error.errorMessage}`);
      }),
    );
  return () => {
    for (const stop of stops) stop();
  };
}

function scheduledInput(input = '{}', time: Date): string {
  return input.replaceAll('<aws.scheduler.scheduled-time>', time.toISOString());
}

function repeat(next: NextRun, run: (time: Date) => Promise<void>): () => void {
  let timer: NodeJS.Timeout | undefined;
  const waitFor = (time: Date | undefined): void => {
    if (time === undefined) return;
    const wait = Math.max(0, time.getTime() - Date.now());
    timer = setTimeout(
      () => {
        if (wait > LONGEST_TIMER_MS) return waitFor(time);
        void run(time);
        return waitFor(next(time));
      },
      Math.min(wait, LONGEST_TIMER_MS),
    );
  };
  waitFor(next(new Date()));
  return () => clearTimeout(timer);
}
