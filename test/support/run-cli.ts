import { runProgram } from '../../tools/cli/program.ts';

/** What a program left when it ended. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/**
 * Runs `scim` with these words in this process, as if nobody were there to be asked; `SCIM_LOCAL_DIR` is `folder`. The same as a process of its own, a
 * second faster. One at a time.
 */
export async function runCli(folder: string, words: readonly string[]): Promise<Ended> {
  const ended: Ended = { code: null, stdout: '', stderr: '' };
  const outWrite = (text: string): void => void (ended.stdout += text);
  const errWrite = (text: string): void => void (ended.stderr += text);
  const { log, error } = console;
  const { SCIM_LOCAL_DIR: before } = process.env;
  const { isTTY } = process.stdin;
  console.log = (text: string) => outWrite(`${text}\n`);
  console.error = (text: string) => errWrite(`${text}\n`);
  process.env['SCIM_LOCAL_DIR'] = folder;
  Object.defineProperty(process.stdin, 'isTTY', { value: false, configurable: true });
  try {
    ended.code = await runProgram(words, { writeOut: outWrite, writeErr: errWrite });
    return ended;
  } finally {
    Object.assign(console, { log, error });
    Object.defineProperty(process.stdin, 'isTTY', { value: isTTY, configurable: true });
    if (before === undefined) delete process.env['SCIM_LOCAL_DIR'];
    else process.env['SCIM_LOCAL_DIR'] = before;
  }
}
