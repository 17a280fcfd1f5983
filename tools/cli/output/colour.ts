import type { WriteStream } from 'node:tty';
import { styleText } from 'node:util';

type Stream = Pick<WriteStream, 'isTTY' | 'hasColors'>;
type Format = Parameters<typeof styleText>[0];

/** Whether what is written there may be coloured: a terminal that has colours, without NO_COLOR; or FORCE_COLOR. */
export function hasColours(stream: Stream): boolean {
  const { FORCE_COLOR: force, NO_COLOR: none } = process.env;
  if (force) return force !== '0' && force !== 'false';
  return !none && stream.isTTY && stream.hasColors(process.env);
}

/** A text in a colour, or bold, where there are such. */
export const painted = (format: Format, text: string, stream: Stream = process.stdout): string =>
  hasColours(stream) ? styleText(format, text, { validateStream: false }) : text;

/** The words that tables and summaries begin with, by how good they are. */
const COLOURS: Readonly<Record<string, 'green' | 'yellow' | 'red'>> = {
  active: 'green',
  deployed: 'green',
  healthy: 'green',
  passed: 'green',
  valid: 'green',
  attention: 'yellow',
  deactivated: 'yellow',
  pending: 'yellow',
  replaced: 'yellow',
  waiting: 'yellow',
  broken: 'red',
  deleted: 'red',
  erased: 'red',
  expired: 'red',
  failed: 'red',
  revoked: 'red',
};

/** A word in its colour, where it has one. */
export function coloured(text: string): string {
  const colour = COLOURS[text.trim()];
  return colour === undefined ? text : painted(colour, text);
}
