/** What stands on what: for each node the nodes that it imports. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** The groups of nodes that import one another in a circle, each with two nodes or more (Tarjan's algorithm). */
export function circlesOf(graph: Graph): string[][] {
  const found: string[][] = [];
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const visit = (node: string): number => {
    const own = index.size;
    index.set(node, own);
    low.set(node, own);
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!index.has(next)) low.set(node, Math.min(low.get(node) ?? own, visit(next)));
      else if (stack.includes(next)) low.set(node, Math.min(low.get(node) ?? own, index.get(next) ?? own));
    }
    const lowest = low.get(node) ?? own;
    if (lowest === own) {
      const members = stack.splice(stack.indexOf(node));
      if (members.length > 1) found.push(members.sort());
    }
    return lowest;
  };
  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return found;
}

/**
 * The floor of each node: it stands above all that it imports, floor 1 is the ground. Nodes of one circle share a floor; an import among them
 * is one that does not run downwards.
 */
export function floorsOf(graph: Graph): { floors: ReadonlyMap<string, number>; upward: readonly string[] } {
  const circles = circlesOf(graph);
  const circleOf = (node: string): readonly string[] => circles.find((circle) => circle.includes(node)) ?? [node];
  const floors = new Map<string, number>();
  const floorOf = (node: string): number => {
    const known = floors.get(node);
    if (known !== undefined) return known;
    const circle = circleOf(node);
    const below = circle.flatMap((each) => [...(graph.get(each) ?? [])]).filter((each) => !circle.includes(each));
    const floor = 1 + Math.max(0, ...below.map(floorOf));
    for (const each of circle) floors.set(each, floor);
    return floor;
  };
  for (const node of graph.keys()) floorOf(node);
  const upward = [...graph].flatMap(([node, targets]) =>
    [...targets].filter((target) => floorOf(target) >= floorOf(node)).map((target) => `${node} -> ${target}`),
  );
  return { floors, upward };
}

/** The rooms of a folder, its files and folders, with the imports between them. */
export function roomsOf(folder: string, files: readonly { path: string; imports: readonly string[] }[]): Graph {
  const roomOf = (path: string): string | undefined =>
    path.startsWith(`${folder}/`) ? path.slice(folder.length + 1).split('/')[0] : undefined;
  const rooms = new Map<string, Set<string>>();
  for (const { path, imports } of files) {
    const room = roomOf(path);
    if (room === undefined) continue;
    const targets = rooms.get(room) ?? new Set();
    rooms.set(room, targets);
    for (const target of imports.map(roomOf)) if (target !== undefined && target !== room) targets.add(target);
  }
  return rooms;
}
