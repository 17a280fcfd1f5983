import type { WriteStream } from 'node:tty';
import stringWidth from 'string-width';
import { painted } from './colour.ts';

type Stream = Pick<WriteStream, 'isTTY' | 'columns'>;

/** The characters of a line: those of the terminal, or COLUMNS; as many as there are where something else reads. */
export function widthOf(stream: Stream = process.stdout): number {
  const columns = stream.isTTY ? stream.columns : Number(process.env['COLUMNS']);
  return columns > 0 ? columns : Number.POSITIVE_INFINITY;
}

/** Filled up with blanks to a width on the screen. */
export const padded = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - stringWidth(text)));

/** As much of a text as has room, with … where something is missing. */
export function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let [shown, used] = ['', 1];
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += stringWidth(segment);
    if (used > width) break;
    shown += segment;
  }
  return `${shown.trimEnd()}…`;
}

/**
 * Breaks lines that are wider than `width` between words; what goes on begins below the text, `indent` blanks
 * further. A word that is wider stays whole: an address or a secret is there to be copied.
 */
export function wrap(text: string, width: number, indent = 0): string {
  const wrapLine = (line: string): string => {
    if (stringWidth(line) <= width) return line;
    const begin = line.slice(0, line.length - line.trimStart().length);
    const further = begin + ' '.repeat(indent);
    let [done, current] = ['', ''];
    for (const word of line.trimStart().split(' ')) {
      const lead = done === '' ? begin : further;
      if (current !== '' && stringWidth(`${lead}${current} ${word}`) > width) {
        done += `${lead}${current}\n`;
        current = word;
      } else current = current === '' ? word : `${current} ${word}`;
    }
    return `${done}${done === '' ? begin : further}${current}`;
  };
  return text.split('\n').map(wrapLine).join('\n');
}

/** Prose as wide as what it is printed to. */
export const fit = (text: string, stream?: Stream): string => wrap(text, widthOf(stream));

/** Prose on stderr, which is for people; what begins as an error or a warning has its colour there. */
export function tell(text: string): void {
  const paint = (word: string): string => painted(word === 'error:' ? 'red' : 'yellow', word, process.stderr);
  console.error(fit(text, process.stderr).replace(/^(?:error|warning):/, paint));
}
