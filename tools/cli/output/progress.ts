import type { WriteStream } from 'node:tty';
import { SECOND } from '../../../lambdas/duration.ts';
import { cut } from './width.ts';

/** Only what takes longer is told of. */
const PATIENCE = 2 * SECOND;

/**
 * Does something, and says that it goes on, and how far it is, in one line of the terminal that is gone at the end.
 * Where nobody sits at a terminal nothing is said.
 */
export async function withProgress<Result>(
  what: string,
  work: (say: (how: string) => void) => Promise<Result>,
  stream: Pick<WriteStream, 'isTTY' | 'columns' | 'write'> = process.stderr,
): Promise<Result> {
  if (!stream.isTTY) return work(() => undefined);
  const begun = Date.now();
  let [how, isShown] = ['', false];
  const timer = setInterval(() => {
    const seconds = Math.floor((Date.now() - begun) / SECOND);
    if (seconds * SECOND < PATIENCE) return;
    stream.write(
      `\r\u001B[K${cut([what, ...(how === '' ? [] : [how]), `${seconds} s …`].join(', '), stream.columns - 1)}`,
    );
    isShown = true;
  }, SECOND);
  try {
    return await work((text) => {
      how = text;
    });
  } finally {
    clearInterval(timer);
    if (isShown) stream.write('\r\u001B[K');
  }
}
