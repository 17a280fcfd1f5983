import type { Meter } from '../tools/dynamodb-local/meter.ts';

/** How often a request is made; the middle one of the times counts. */
const ROUNDS = 5;
/** MB for which a function has a whole processor. */
const PROCESSOR_MB = 1769;

/**
 * Prints rows: what is asked, the processor's time of `run` as seconds of a function of
 * so many MB, which is noisy, then round trips, WRU and RRU, which are exact, and what `run` said. What `prepare` makes
 * for it, each time, costs nothing here.
 */
export const createRow =
  (used: Meter, memoryMb = 512) =>
  async <Made>(
    what: string,
    prepare: () => Promise<Made>,
    run: (made: Made) => Promise<string>,
    rounds = ROUNDS,
  ): Promise<void> => {
    const times: number[] = [];
    let line = '';
    for (let round = 0; round < rounds; round += 1) {
      const made = await prepare();
      used.reset();
      const begun = process.cpuUsage();
      const said = await run(made);
      const { user, system } = process.cpuUsage(begun);
      times.push((user + system) / 1e6 / Math.min(1, memoryMb / PROCESSOR_MB));
      line = [used.trips, used.wru, used.rru].map((number) => String(number).padStart(8)).join('') + `  ${said}`;
    }
    const seconds = times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? NaN;
    console.log(`  ${what.padEnd(44)} ${seconds.toFixed(3).padStart(8)}${line}`);
  };
