/** A flowchart as far as docs/architecture.md draws them: one box or arrow a line. */
export interface Flowchart {
  /** Left to right, or top down. */
  readonly direction: 'LR' | 'TD';
  /** What is drawn for each name, line by line, in the order of the declarations. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
  /** Boxes by their name: the first line of their text, which is a path of the repository. */
  readonly boxes: ReadonlyMap<string, string>;
  /** What is outside of the repository, by name. */
  readonly outside: ReadonlySet<string>;
  /** From and to, by name. Solid arrows are imports. */
  readonly imports: readonly (readonly [string, string])[];
  /** Dotted arrows are calls and messages; the third is what the arrow says, if anything. */
  readonly calls: readonly (readonly [string, string, string?])[];
}

const HEAD = /^flowchart (TD|LR)$/;
const BOX = /^(\w+)\["([^"<]+)((?:<br\/>[^"]*)?)"\]$/;
const OUTSIDE = /^(\w+)(?:\(\["([^"]+)"\]\)|\[\("([^"]+)"\)\])$/;
const IMPORT = /^(\w+) --> (\w+)$/;
const CALL = /^(\w+) -\.(?:->| ([^.]+) \.->) (\w+)$/;

/** Throws at the first line that it does not understand, and at an arrow from or to something that was not declared. */
export function readFlowchart(lines: readonly string[]): Flowchart {
  const boxes = new Map<string, string>();
  const outside = new Set<string>();
  const texts = new Map<string, readonly string[]>();
  const arrows: { imports: [string, string][]; calls: [string, string, string?][] } = { imports: [], calls: [] };
  for (const line of lines.map((each) => each.trim())) {
    const [, box, path, more = ''] = BOX.exec(line) ?? [];
    const [, stranger, round, cylinder = ''] = OUTSIDE.exec(line) ?? [];
    const [, importer, imported] = IMPORT.exec(line) ?? [];
    const [, caller, label, called] = CALL.exec(line) ?? [];
    if (box !== undefined && path !== undefined) {
      boxes.set(box, path);
      texts.set(box, [path, ...more.split('<br/>').slice(1)]);
    } else if (stranger !== undefined) {
      outside.add(stranger);
      texts.set(stranger, [round ?? cylinder]);
    } else if (importer !== undefined && imported !== undefined) arrows.imports.push([importer, imported]);
    else if (caller !== undefined && called !== undefined) arrows.calls.push([caller, called, label]);
    else if (line !== '' && !HEAD.test(line)) throw new Error(`not a box and not an arrow: ${line}`);
  }
  const undeclared = [...arrows.imports, ...arrows.calls]
    .flatMap(([from, to]) => [from, to])
    .find((name) => !boxes.has(name) && !outside.has(name));
  if (undeclared !== undefined) throw new Error(`"${undeclared}" has an arrow and is not declared`);
  const direction = HEAD.exec(lines[0]?.trim() ?? '')?.[1] === 'LR' ? 'LR' : 'TD';
  return { direction, boxes, outside, texts, ...arrows };
}
