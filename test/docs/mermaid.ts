/** A flowchart as far as docs/architecture.md draws them: one box or arrow a line. */
export interface Flowchart {
  /** Boxes by their name: the first line of their text, which is a path of the repository. */
  readonly boxes: ReadonlyMap<string, string>;
  /** What is outside of the repository, by name. */
  readonly outside: ReadonlySet<string>;
  /** From and to, by name. Solid arrows are imports. */
  readonly imports: readonly (readonly [string, string])[];
  /** Dotted arrows are calls and messages. */
  readonly calls: readonly (readonly [string, string])[];
}

const HEAD = /^flowchart (?:TD|LR)$/;
const BOX = /^(\w+)\["([^"<]+)(?:<br\/>[^"]*)?"\]$/;
const OUTSIDE = /^(\w+)(?:\(\["[^"]+"\]\)|\[\("[^"]+"\)\])$/;
const IMPORT = /^(\w+) --> (\w+)$/;
const CALL = /^(\w+) -\.(?:->| [^.]+ \.->) (\w+)$/;

/** Throws at the first line that it does not understand, and at an arrow from or to something that was not declared. */
export function readFlowchart(lines: readonly string[]): Flowchart {
  const boxes = new Map<string, string>();
  const outside = new Set<string>();
  const arrows = { imports: [] as [string, string][], calls: [] as [string, string][] };
  for (const line of lines.map((each) => each.trim())) {
    const [, box, path] = BOX.exec(line) ?? [];
    const [, stranger] = OUTSIDE.exec(line) ?? [];
    const [, importer, imported] = IMPORT.exec(line) ?? [];
    const [, caller, called] = CALL.exec(line) ?? [];
    if (box !== undefined && path !== undefined) boxes.set(box, path);
    else if (stranger !== undefined) outside.add(stranger);
    else if (importer !== undefined && imported !== undefined) arrows.imports.push([importer, imported]);
    else if (caller !== undefined && called !== undefined) arrows.calls.push([caller, called]);
    else if (line !== '' && !HEAD.test(line)) throw new Error(`not a box and not an arrow: ${line}`);
  }
  const undeclared = [...arrows.imports, ...arrows.calls].flat().find((name) => !boxes.has(name) && !outside.has(name));
  if (undeclared !== undefined) throw new Error(`"${undeclared}" has an arrow and is not declared`);
  return { boxes, outside, ...arrows };
}
