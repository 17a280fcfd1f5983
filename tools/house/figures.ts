import { circlesOf, floorsOf, roomsOf, type Graph } from './graph.ts';
import type { SourceFile } from './sources.ts';

/** One thing that is counted about the code, and what it may be. */
export interface Figure {
  readonly what: string;
  readonly now: number;
  readonly most: number;
  /** Where it is not as wanted, or what makes the number. */
  readonly where: readonly string[];
}

/** Tables of words and schemas: data may be as long as what it describes. */
const DATA = [
  /^lambdas\/scim\/(schemas|quirks)\//,
  /^lambdas\/tenant\/settings/,
  /^lambdas\/doctor\/signatures\//,
  /^lambdas\/directory\/openapi\.ts$/,
  /^lib\/gateway-responses\.ts$/,
  /^lib\/fleet\/alarms\.ts$/,
  /^simulator\/(?:.*\/)?regions\.ts$/,
];

const isLambda = ({ path }: SourceFile): boolean => path.startsWith('lambdas/');
const isLogic = ({ path }: SourceFile): boolean => !DATA.some((pattern) => pattern.test(path));

/** Every figure that the architecture promises (docs/adr/0014), with what it may be at most. */
export function figuresOf(files: readonly SourceFile[]): Figure[] {
  const lambdas = files.filter(isLambda);
  return [
    circles(files),
    ...storeys('lambdas/service', lambdas, 11, 6),
    ...storeys('lambdas/store', lambdas, 10, 4),
    ...storeys('lambdas/scim', lambdas, 13, 8),
    ...storeys('lambdas', lambdas, 14, 8),
    ...WAYS.map((way) => upwardOnTheWay(lambdas, way)),
    optimisticLoops(lambdas),
    ...ONLY_ONE.map((rule) => spelled(files, rule)),
    sum('casts', files, ({ casts }) => casts, 79),
    sum('casts of a cast', files, ({ doubleCasts }) => doubleCasts, 0),
    percentile('lines of a file, half of them have at most', files.filter(isLogic), 0.5, 80),
    percentile('lines of a file, nine of ten have at most', files.filter(isLogic), 0.9, 180),
    longFiles(files.filter(isLogic)),
    longFunctions(files.filter(isLogic)),
  ];
}

function circles(files: readonly SourceFile[]): Figure {
  const graph: Graph = new Map(files.map(({ path, imports }) => [path, new Set(imports)]));
  const found = circlesOf(graph);
  return {
    what: 'circles of imports, type imports counted',
    now: found.length,
    most: 0,
    where: found.map((circle) => circle.join(', ')),
  };
}

/** Rooms and floors of a folder, and the imports among its rooms that do not run downwards. */
function storeys(folder: string, files: readonly SourceFile[], rooms: number, floors: number): Figure[] {
  const graph = roomsOf(folder, files);
  const { floors: floorOf, upward } = floorsOf(graph);
  const plan = [...floorOf].sort(([, a], [, b]) => b - a).map(([room, floor]) => `${floor} ${room}`);
  return [
    { what: `${folder}: rooms`, now: graph.size, most: rooms, where: [...graph.keys()] },
    { what: `${folder}: floors`, now: Math.max(...floorOf.values()), most: floors, where: plan },
    { what: `${folder}: imports upward`, now: upward.length, most: 0, where: upward },
  ];
}

/** Where a request or a job enters the service. */
interface Way {
  readonly what: string;
  readonly from: string;
}

const WAYS: readonly Way[] = [
  { what: 'PATCH of a group, imports upward', from: 'lambdas/service/resources/patch.ts' },
  { what: 'purge of a user, imports upward', from: 'lambdas/service/lifecycle/purge.ts' },
];

/** The imports that do not run downwards among all the files that a way can come to, by the floors of the files themselves. */
function upwardOnTheWay(files: readonly SourceFile[], { what, from }: Way): Figure {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const reached = new Set([from]);
  for (const path of reached)
    for (const next of byPath.get(path)?.imports ?? []) if (byPath.has(next)) reached.add(next);
  const graph: Graph = new Map([...reached].map((path) => [path, new Set(byPath.get(path)?.imports ?? [])]));
  const folders = new Map<string, Set<string>>();
  for (const [path, targets] of graph) {
    const own = folderOf(path);
    const known = folders.get(own) ?? new Set();
    folders.set(own, known);
    for (const target of targets) if (reached.has(target) && folderOf(target) !== own) known.add(folderOf(target));
  }
  const { upward } = floorsOf(folders);
  return { what, now: upward.length, most: 0, where: [...upward, `${reached.size} files in ${folders.size} folders`] };
}

/** The folder of a file; a file that lies beside the folders of an area is a room of its own. */
function folderOf(path: string): string {
  const steps = path.split('/');
  return steps.length > 3 ? steps.slice(0, -1).join('/') : path;
}

const LOOP = /\b(?:for|while) \([^\n]*\{\n(?:(?!\n\}\n)[\s\S])*?\.write\(/g;

/** Loops that write on condition and go round again. */
function optimisticLoops(files: readonly SourceFile[]): Figure {
  const where = files
    .filter(({ path }) => path.startsWith('lambdas/service/'))
    .flatMap(({ path, text }) => [...text.matchAll(LOOP)].map(() => path));
  return { what: 'optimistic write loops', now: where.length, most: 1, where };
}

/** What may stand in one place of the code only. */
interface Rule {
  readonly what: string;
  readonly pattern: RegExp;
  readonly most: number;
}

const ONLY_ONE: readonly Rule[] = [
  { what: 'places that send a transaction', pattern: /new TransactWrite(?:Items)?Command\(/g, most: 1 },
  { what: 'places that spell the SCIM base', pattern: /'\/scim\/v2'/g, most: 1 },
  { what: 'places that name an index of the table', pattern: /IndexName: '|index\/(?:listing|due|inverse)/g, most: 0 },
  { what: 'finders of the type with members', pattern: /find\(\(\{ members \}\)/g, most: 1 },
  { what: 'readings of "is a reference"', pattern: /some\(\(\{ name \}\) => name === '\$ref'/g, most: 1 },
  { what: 'lengths of an hour or a day in digits', pattern: /\b(?:3_?600_?000|86_?400(?:_?000)?)\b/g, most: 0 },
  { what: 'definitions of what is visible', pattern: /\bisVisible =|function isVisible/g, most: 1 },
  { what: 'casts of a JSON list', pattern: /as readonly Json\[\]/g, most: 1 },
  { what: 'readings of an Accept header', pattern: /\baccept\b[^\n]*\.split\(/gi, most: 1 },
  { what: 'declarations of the settings', pattern: /'entra' \| 'strict'|enum: \['entra', 'strict'\]/g, most: 1 },
];

function spelled(files: readonly SourceFile[], { what, pattern, most }: Rule): Figure {
  const where = files
    .filter(({ path }) => path.startsWith('lambdas/') || path.startsWith('lib/'))
    .flatMap(({ path, text }) => [...text.matchAll(pattern)].map(() => path));
  return { what, now: where.length, most, where };
}

function sum(what: string, files: readonly SourceFile[], of: (file: SourceFile) => number, most: number): Figure {
  const counted = files.filter((file) => of(file) > 0).sort((a, b) => of(b) - of(a));
  return {
    what,
    now: counted.reduce((total, file) => total + of(file), 0),
    most,
    where: counted.map((file) => `${file.path} ${of(file)}`),
  };
}

function percentile(what: string, files: readonly SourceFile[], share: number, most: number): Figure {
  const sorted = files.map(({ lines }) => lines).sort((a, b) => a - b);
  return { what, now: sorted[Math.floor(sorted.length * share)] ?? 0, most, where: [`of ${sorted.length} files`] };
}

const MOST_LINES = { file: 300, function: 60 };

function longFiles(files: readonly SourceFile[]): Figure {
  const long = files.filter(({ lines }) => lines > MOST_LINES.file);
  const where = long.map(({ path, lines }) => `${path} ${lines}`);
  return { what: `files over ${MOST_LINES.file} lines`, now: long.length, most: 0, where };
}

function longFunctions(files: readonly SourceFile[]): Figure {
  const where = files.flatMap(({ path, functions }) =>
    functions.filter(({ lines }) => lines > MOST_LINES.function).map(({ line, lines }) => `${path}:${line} ${lines}`),
  );
  return { what: `functions over ${MOST_LINES.function} lines`, now: where.length, most: 0, where };
}
