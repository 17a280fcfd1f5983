import { readFileSync } from 'node:fs';

/**
 * A secret that does not stand in a command line, where every user of the machine can read it: from
 * a file, from standard input (the file "-"), or else from the environment. Throws what reading the
 * file throws.
 */
export function secretFrom(file: string | undefined, variable: string | undefined): string | undefined {
  return file === undefined ? variable : readFileSync(file === '-' ? process.stdin.fd : file, 'utf8').trim();
}
