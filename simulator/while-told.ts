import type { WriteStream } from 'node:tty';

/** Where it is told. Only a terminal is. */
export type Screen = Pick<WriteStream, 'isTTY' | 'columns' | 'write'>;

const SECOND = 1000;
/** Only what takes longer is told of. */
const PATIENCE = 2 * SECOND;

/** Does something that says how far it is; a terminal shows that every second in one line, which is gone at the end. */
export async function whileTold<Result>(
  work: (say: (how: string) => void) => Promise<Result>,
  screen: Screen | undefined,
): Promise<Result> {
  if (!screen?.isTTY) return work(() => undefined);
  const begun = Date.now();
  let [how, shown] = ['', ''];
  const timer = setInterval(() => {
    if (Date.now() - begun < PATIENCE) return;
    shown = `${how}, ${Math.floor((Date.now() - begun) / SECOND)} s …`.slice(0, screen.columns - 1);
    screen.write(`\r\u001B[K${shown}`);
  }, SECOND);
  try {
    return await work((text) => {
      how = text;
    });
  } finally {
    clearInterval(timer);
    if (shown !== '') screen.write('\r\u001B[K');
  }
}
