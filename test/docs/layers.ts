/** Which folders import which: for each the ones it imports. */
export type Layers = ReadonlyMap<string, ReadonlySet<string>>;

/** The imports between folders. A file belongs to the longest of the folders that it is in; what is in none is left out. */
export function layersOf(
  folders: readonly string[],
  files: readonly { readonly path: string; readonly imports: readonly string[] }[],
): Layers {
  const longestFirst = [...folders].toSorted((a, b) => b.length - a.length);
  const folderOf = (path: string): string | undefined => longestFirst.find((folder) => path.startsWith(`${folder}/`));
  const layers = new Map(folders.map((folder) => [folder, new Set<string>()]));
  for (const { path, imports } of files) {
    const from = folderOf(path);
    const targets = imports.flatMap((target) => folderOf(target) ?? []).filter((target) => target !== from);
    for (const target of targets) if (from !== undefined) layers.get(from)?.add(target);
  }
  return layers;
}

/** The fewest arrows from which all others follow: none where a longer way leads to the same folder. As "from --> to", sorted. */
export function fewestArrows(layers: Layers): string[] {
  const reaches = (from: string, to: string, seen: Set<string>): boolean =>
    [...(layers.get(from) ?? [])].some((next) => {
      if (next === to) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      return reaches(next, to, seen);
    });
  return [...layers]
    .flatMap(([from, targets]) =>
      [...targets]
        .filter((to) => ![...targets].some((other) => other !== to && reaches(other, to, new Set([from, to]))))
        .map((to) => `${from} --> ${to}`),
    )
    .toSorted();
}
