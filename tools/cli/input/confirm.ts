import { createInterface } from 'node:readline/promises';
import { PlainError } from '../../plain-error.ts';

/**
 * Asks before something that cannot be undone. Without a terminal, `--yes` has to say it. Throws
 * PlainError when it is not wanted.
 */
export async function confirm(question: string, isSure: boolean | undefined): Promise<void> {
  if (isSure) return;
  if (!process.stdin.isTTY) throw new PlainError(`${question} Say --yes to go on: there is nobody here to ask.`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    // Ctrl-C and Ctrl-D are a no.
    const ended = new Promise<string>((resolve) => void terminal.once('close', () => resolve('')));
    const answer = await Promise.race([terminal.question(`${question} [y/N] `).catch(() => ''), ended]);
    if (!/^y(es)?$/i.test(answer.trim())) throw new PlainError('nothing was done');
  } finally {
    terminal.close();
  }
}
