import { execFileSync } from 'node:child_process';

/** The ids of the processes whose command line has this text. */
export function processesWith(text: string): number[] {
  return execFileSync('ps', ['-A', '-ww', '-o', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(text))
    .map((line) => Number.parseInt(line, 10));
}
