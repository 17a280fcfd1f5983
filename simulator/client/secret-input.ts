import { readFileSync } from 'node:fs';

/** Its number: asked for by `process.stdin`, Node.js would make it one that cannot be waited for. */
const STDIN = 0;

/**
 * A secret that does not stand in a command line, where every user of the machine can read it: from
 * a file, from standard input (the file "-"), or else from the environment. Throws what reading the
 * file throws.
 */
export function secretFrom(file: string | undefined, variable: string | undefined): string | undefined {
  return file === undefined ? variable : readFileSync(file === '-' ? STDIN : file, 'utf8').trim();
}
