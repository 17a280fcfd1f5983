export const CONFORMANCE_DOCUMENT = 'docs/conformance.md';

/** A row of the table: a requirement, and the test that shows how it is met. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A test as a row names it; the file is below test/. */
export interface NamedTest {
  readonly file: string;
  readonly name: string;
}

/** The test in the last cell of a row. */
export function namedTest(cell: string): NamedTest | undefined {
  const [, file, name] = /^`(.+\.test\.ts) › (.+)`$/.exec(cell) ?? [];
  return file === undefined || name === undefined ? undefined : { file, name };
}

/** The name of the suite that a test file gives to Jest, as in "create". */
export const suiteOf = (file: string): string | undefined => /^conformance\/(.+)\.test\.ts$/.exec(file)?.[1];

/** The rows of every table of the document, without the head and the line under it. */
export function readRows(document: string): Row[] {
  return document.split('\n').flatMap((text, index) => {
    const cells = text
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('\\|', '|'));
    const isHead = cells[0] === 'section' || /^:?-+:?$/.test(cells[0] ?? '');
    return text.startsWith('|') && !isHead ? [{ line: index + 1, cells }] : [];
  });
}
