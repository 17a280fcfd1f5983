import { createWriteStream } from 'node:fs';
import { Writable } from 'node:stream';
import { readSharedStacks, type Stack } from '../template/assembly.ts';
import { createAlarms, type LocalAlarms } from './alarms.ts';
import { alarmsOf, answerFiltersOf } from './read-alarms.ts';

/**
 * The alarms of the fleet that was synthesized with a tenant's stacks, and the log that its functions
 * write, in which they read. `report` hears of one that goes off.
 */
export function openAlarms(
  { assembly, stacks, logFile }: { assembly: string; stacks: readonly Stack[]; logFile: string },
  report: (message: string) => void,
): Pick<LocalAlarms, 'readAnswer'> & { log: Writable } {
  const { readLine, readAnswer } = createAlarms(alarmsOf(readSharedStacks(assembly)), answerFiltersOf(stacks), report);
  return { readAnswer, log: readingLog(createWriteStream(logFile), readLine) };
}

/** Passes on what is written, and hands over each line of it. A line that others cut in two is lost to the latter. */
export function readingLog(log: Writable, readLine: (line: string) => void): Writable {
  let rest = '';
  return new Writable({
    write: (chunk: Buffer | string, _encoding, done) => {
      log.write(chunk);
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) readLine(line);
      done();
    },
  });
}
