import path from 'node:path';
import type { SourceMap } from 'node:module';

/** Which program a line is about. */
export interface Program {
  readonly name: string;
  readonly commit: string;
  /** Of its bytes; undefined where nobody knows it. */
  readonly hash?: string;
}

const POSITION = /(?:file:\/\/)?[\w./-]*index\.[cm]js:(\d+):(\d+)/g;
const SERVICE = /"service":"(\w+)"/;
const BUILD = /"build":"(\w+)\.([0-9a-f]{12})"/;

/** Whether a line has a position in a bundle. */
export const hasPosition = (line: string): boolean => line.search(POSITION) >= 0;

/** The program that a log line names by its `service` and `build`; undefined where it does not. */
export function programOf(line: string): Program | undefined {
  const [, name] = SERVICE.exec(line) ?? [];
  const [, commit, hash] = BUILD.exec(line) ?? [];
  return name === undefined || commit === undefined || hash === undefined ? undefined : { name, commit, hash };
}

/** The line with positions in the sources, relative to the project, in place of those in the bundle. */
export const mapLine = (line: string, name: string, map: SourceMap): string =>
  line.replaceAll(POSITION, (whole, row: string, column: string) => {
    const origin = map.findOrigin(Number(row), Number(column));
    if (!('fileName' in origin) || origin.fileName === undefined) return whole;
    // The map lies where the bundle would; packages lie behind a link.
    const file = path.posix.join('dist', name, origin.fileName).replace(/^.*(?=node_modules\/)/, '');
    return `${file}:${origin.lineNumber}:${origin.columnNumber}`;
  });
