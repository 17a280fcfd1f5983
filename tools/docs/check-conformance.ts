import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFORMANCE_DOCUMENT, namedTest, readRows, suiteOf, type NamedTest, type Row } from './conformance-rows.ts';

const LEVELS = 'MUST|MUST NOT|SHALL|SHALL NOT|REQUIRED|SHOULD|SHOULD NOT|RECOMMENDED'.split('|');
const SECTION = /^7643|^7644|^9865/;

/**
 * What is wrong with the table, one sentence each: rows without a test, tests that do not exist,
 * and tests that are known to fail although their row says that the requirement is met (or the
 * other way round). `root` is the folder of the project.
 */
export function conformanceProblems(document: string, root = '.'): string[] {
  const rows = readRows(document);
  const named = new Map<string, Row>();
  const problems = rows.flatMap((row) => {
    const [section = '', level = '', requirement = '', how = '', test = ''] = row.cells;
    if (row.cells.length !== 5) return [`line ${row.line} has ${row.cells.length} cells instead of 5`];
    const shown = namedTest(test);
    if (shown) named.set(`${shown.file} › ${shown.name}`, row);
    return [
      ...(SECTION.test(section) ? [] : [`line ${row.line}: "${section}" is no RFC and section`]),
      ...(LEVELS.includes(level) ? [] : [`line ${row.line}: "${level}" is no level of RFC 2119`]),
      ...(requirement === '' || how === '' ? [`line ${row.line}: an empty cell`] : []),
      ...(shown
        ? testProblems(row.line, how, shown, root)
        : [`line ${row.line}: no test is named; write \`file.test.ts › name\``]),
    ];
  });
  const unnamed = knownFailures(root).filter((failing) => !named.has(failing));
  return [...problems, ...unnamed.map((failing) => `no row says that this is not met yet: ${failing}`)];
}

function testProblems(line: number, how: string, { file, name }: NamedTest, root: string): string[] {
  const path = sourceOf(file, root);
  if (!existsSync(path)) return [`line ${line}: there is no test/${file}`];
  const { running, failing } = testNames(readFileSync(path, 'utf8'));
  if (failing.has(name) && !how.startsWith('Not yet:'))
    return [`line ${line}: "${name}" is known to fail; begin the row's answer with "Not yet:"`];
  if (how.startsWith('Not yet:') && running.has(name))
    return [`line ${line}: "${name}" passes; take "Not yet:" out of the row`];
  return running.has(name) || failing.has(name) ? [] : [`line ${line}: test/${file} has no test "${name}"`];
}

const STRING = String.raw`(['"\`])((?:\\.|(?!\1)[^\\])*)\1`;

/**
 * The names of tests and groups of tests in a file, as they are written there. What is only planned
 * (`test.todo`) is none.
 */
function testNames(source: string): { running: Set<string>; failing: Set<string> } {
  const names = (opening: string): Set<string> =>
    new Set(
      [...source.matchAll(new RegExp(String.raw`${opening}\(\s*${STRING}\s*,`, 'gs'))].map(([, , name = '']) =>
        name.replaceAll(/\\(['"`])/g, '$1'),
      ),
    );
  return { running: names(String.raw`(?:\b(?:test|it|describe)|\))`), failing: names(String.raw`\btest\.failing`) };
}

/** Where a test is written: those of test/conformance are given to Jest from a suite. */
function sourceOf(file: string, root: string): string {
  const suite = suiteOf(file);
  const path = join(root, 'conformance', 'suites', `${suite}.ts`);
  return suite !== undefined && existsSync(path) ? path : join(root, 'test', file);
}

function knownFailures(root: string): string[] {
  return readdirSync(join(root, 'test', 'conformance'))
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => `conformance/${file}`)
    .flatMap((file) =>
      [...testNames(readFileSync(sourceOf(file, root), 'utf8')).failing].map((name) => `${file} › ${name}`),
    );
}

if (import.meta.main) {
  const problems = conformanceProblems(readFileSync(CONFORMANCE_DOCUMENT, 'utf8'));
  for (const problem of problems) console.error(`${CONFORMANCE_DOCUMENT}: ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(`${CONFORMANCE_DOCUMENT}: every row has its test`);
}
