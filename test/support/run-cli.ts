import { runProgram } from '../../tools/cli/program.ts';

/** What a program left when it ended. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** What a shell may tell a program about its terminal; here nothing, if nobody says it. */
const TERMINAL = { COLUMNS: undefined, FORCE_COLOR: undefined, NO_COLOR: undefined };

/**
 * Runs `scim` with these words in this process, as if nobody were there to be asked, and no terminal; `SCIM_LOCAL_DIR`
 * is `folder`. The same as a process of its own, a second faster. One at a time.
 */
export async function runCli(
  folder: string,
  words: readonly string[],
  env: Partial<Record<keyof typeof TERMINAL, string>> = {},
): Promise<Ended> {
  const ended: Ended = { code: null, stdout: '', stderr: '' };
  const writeOut = (text: string): void => void (ended.stdout += text);
  const writeErr = (text: string): void => void (ended.stderr += text);
  const { log, error } = console;
  const { COLUMNS, FORCE_COLOR, NO_COLOR, SCIM_LOCAL_DIR } = process.env;
  const streams = [process.stdin, process.stdout, process.stderr].map((stream) => ({ stream, isTTY: stream.isTTY }));
  console.log = (text: string) => writeOut(`${text}\n`);
  console.error = (text: string) => writeErr(`${text}\n`);
  setEnv({ ...TERMINAL, ...env, SCIM_LOCAL_DIR: folder });
  for (const { stream } of streams) Object.defineProperty(stream, 'isTTY', { value: false, configurable: true });
  try {
    ended.code = await runProgram(words, { writeOut, writeErr });
    return ended;
  } finally {
    Object.assign(console, { log, error });
    for (const { stream, isTTY } of streams)
      Object.defineProperty(stream, 'isTTY', { value: isTTY, configurable: true });
    setEnv({ COLUMNS, FORCE_COLOR, NO_COLOR, SCIM_LOCAL_DIR });
  }
}

function setEnv(variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(variables))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
}
