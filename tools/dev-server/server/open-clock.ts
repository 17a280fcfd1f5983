import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isRecord, readAs } from '../../json.ts';
import { PlainError } from '../../plain-error.ts';
import { ahead, createClock, type Clock } from '../functions/clock.ts';

/**
 * The clock of a tenant. How far it was moved is kept with the data, which would lie in the future
 * otherwise; with `folder` undefined nothing is kept. `at`: where it starts, ISO 8601. Throws
 * PlainError when that is before the time of the data.
 */
export function openClock(folder: string | undefined, at: string | undefined): Clock {
  const file = folder === undefined ? undefined : path.join(folder, 'clock.json');
  const clock = createClock();
  if (file !== undefined && existsSync(file)) clock.forward(Number(readAs(file, isRecord)['offset']));
  const forward = (milliseconds: number): void => {
    clock.forward(milliseconds);
    if (file !== undefined) writeFileSync(file, `${JSON.stringify({ offset: ahead(clock) })}\n`);
  };
  if (at !== undefined) {
    const distance = Date.parse(at) - clock.now();
    if (distance < 0)
      throw new PlainError(
        `--clock is ${at}, and the clock of this tenant is at ${new Date(clock.now()).toISOString()} already: it only moves forward; ` +
          'give a later time, start with --memory, or delete the data',
      );
    forward(distance);
  }
  return { ...clock, forward };
}
