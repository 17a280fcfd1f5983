import type { WriteStream } from 'node:tty';

/** Where it is told. Only a terminal is. */
export type Screen = Pick<WriteStream, 'isTTY' | 'columns' | 'write'>;

const SECOND = 1000;
/** Only what takes longer is told of. */
const PATIENCE = 2 * SECOND;

/** What is shown of how far it is, after so many seconds, in a line with room for so many characters. */
type Line = (how: string, seconds: number, width: number) => string;

const plainLine: Line = (how, seconds, width) => `${how}, ${seconds} s …`.slice(0, width);

/** Does something that says how far it is; a terminal shows that every second in one line, which is gone at the end. */
export async function whileTold<Result>(
  work: (say: (how: string) => void) => Promise<Result>,
  screen: Screen | undefined,
  line = plainLine,
): Promise<Result> {
  if (!screen?.isTTY) return work(() => undefined);
  const begun = Date.now();
  let [how, isShown] = ['', false];
  const timer = setInterval(() => {
    const seconds = Math.floor((Date.now() - begun) / SECOND);
    if (seconds * SECOND < PATIENCE) return;
    screen.write(`\r\u001B[K${line(how, seconds, screen.columns - 1)}`);
    isShown = true;
  }, SECOND);
  try {
    return await work((text) => {
      how = text;
    });
  } finally {
    clearInterval(timer);
    if (isShown) screen.write('\r\u001B[K');
  }
}
