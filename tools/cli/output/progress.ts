import { whileTold, type Screen } from '../../../simulator/while-told.ts';
import { cut } from './width.ts';

/**
 * Does something, and says that it goes on, and how far it is, in one line of the terminal that is gone at the end.
 * Where nobody sits at a terminal nothing is said.
 */
export const withProgress = <Result>(
  what: string,
  work: (say: (how: string) => void) => Promise<Result>,
  stream: Screen = process.stderr,
): Promise<Result> =>
  whileTold(work, stream, (how, seconds, width) =>
    cut([what, ...(how === '' ? [] : [how]), `${seconds} s …`].join(', '), width),
  );
