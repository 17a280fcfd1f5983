import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';

/** The folders whose files are the product; tests are not counted. */
export const SOURCE_FOLDERS = ['bin', 'lib', 'lambdas', 'tools', 'simulator', 'bench'];

/** A source file as the figures see it; every path is relative to the root of the repository. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  /** What it imports: paths of files, "node:…", or "package:…". Type imports count. */
  readonly imports: readonly string[];
  readonly functions: readonly SourceFunction[];
  /** Type assertions, `as const` apart. */
  readonly casts: number;
  /** Type assertions of a type assertion. */
  readonly doubleCasts: number;
}

interface SourceFunction {
  /** The line it begins at, from 1. */
  readonly line: number;
  readonly lines: number;
}

/** Reads and parses every TypeScript file of some folders. */
export function readSources(root: string, folders: readonly string[]): SourceFile[] {
  // What bench:peers installs beside its peers is nobody's here.
  const exclude = (path: string): boolean => basename(path) === 'node_modules';
  return folders.flatMap((folder) =>
    globSync('**/*.{ts,tsx}', { cwd: join(root, folder), exclude })
      .sort()
      .map((file) => readSource(root, join(folder, file))),
  );
}

function readSource(root: string, path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  const { program, module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`);
  const lineOf = lineFinder(text);
  const functions: SourceFunction[] = [];
  let casts = 0;
  let doubleCasts = 0;
  const measure = ({ start, end }: { start: number; end: number }): void => {
    functions.push({ line: lineOf(start), lines: lineOf(end) - lineOf(start) + 1 });
  };
  new Visitor({
    FunctionDeclaration: measure,
    FunctionExpression: measure,
    ArrowFunctionExpression: measure,
    TSAsExpression: ({ expression, typeAnnotation }) => {
      if (isConst(text, typeAnnotation)) return;
      casts += 1;
      if (expression.type === 'TSAsExpression') doubleCasts += 1;
    },
  }).visit(program);
  const named = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) => entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start + 1, end - 1)),
  ];
  const imports = [...new Set(named.map((specifier) => resolve(path, specifier)))];
  return { path, text, lines: text.trimEnd().split('\n').length, imports, functions, casts, doubleCasts };
}

const isConst = (text: string, { start, end }: { start: number; end: number }): boolean =>
  text.slice(start, end) === 'const';

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return relative('', join(dirname(from), specifier));
  return specifier.startsWith('node:') ? specifier : `package:${specifier}`;
}

/** Finds the line of an offset, both as editors count them: lines from 1. */
function lineFinder(text: string): (offset: number) => number {
  const ends: number[] = [];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) ends.push(at);
  return (offset) => {
    const after = ends.findIndex((end) => end >= offset);
    return (after === -1 ? ends.length : after) + 1;
  };
}
