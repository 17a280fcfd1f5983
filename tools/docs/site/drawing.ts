import type { MarkdownRenderer } from 'vitepress';
import { readFlowchart, type Flowchart } from './flowchart.ts';

/** Has Mermaid's flowcharts drawn where a page has one; a library that draws all of Mermaid is larger than the site. */
export function drawDiagrams(markdown: MarkdownRenderer): void {
  const { fence } = markdown.renderer.rules;
  markdown.renderer.rules.fence = (tokens, index, ...rest) => {
    const token = tokens[index];
    if (token?.info.trim() === 'mermaid') return drawn(readFlowchart(token.content.split('\n')));
    return fence?.(tokens, index, ...rest) ?? '';
  };
}

/** Where a box is drawn. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const LINE = 17;
const LETTER = 7.2;
/** Between two boxes of a rank, and between two ranks. */
const GAP = { within: 18, between: 62 };

/**
 * A flowchart as SVG, with the colours of the page: boxes in ranks, so that arrows lead onwards
 * where they can.
 */
export function drawn(chart: Flowchart): string {
  const places = placesOf(chart);
  const width = Math.max(...[...places.values()].map((each) => each.x + each.width)) + 4;
  const height = Math.max(...[...places.values()].map((each) => each.y + each.height)) + 4;
  const arrows = [
    ...chart.imports.map(([from, to]) => arrow(chart, places, { from, to, dotted: false })),
    ...chart.calls.map(([from, to, label]) => arrow(chart, places, { from, to, label, dotted: true })),
  ];
  const boxes = [...places].map(([name, place]) => box(place, chart.texts.get(name) ?? [], chart.outside.has(name)));
  return `<div style="overflow-x: auto" v-pre><svg xmlns="http://www.w3.org/2000/svg" role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13"><defs><marker id="arrowhead" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="var(--vp-c-text-3, #777)"/></marker></defs>${arrows.join('')}${boxes.join('')}</svg></div>`;
}

/** Where each box is: rank after rank, each rank around the middle. */
export function placesOf(chart: Flowchart): Map<string, Place> {
  const across = chart.direction === 'TD';
  const ranks = inOrder(ranksOf(chart), chart).map((names) => names.map((name) => ({ name, ...sizeOf(chart, name) })));
  const extent = (sizes: readonly { width: number; height: number }[]): number =>
    sizes.reduce((total, size) => total + (across ? size.width : size.height) + GAP.within, -GAP.within);
  const widest = Math.max(...ranks.map(extent));
  const places = new Map<string, Place>();
  let along = 4;
  for (const sizes of ranks) {
    let at = 4 + (widest - extent(sizes)) / 2;
    for (const { name, width, height } of sizes) {
      places.set(name, across ? { x: at, y: along, width, height } : { x: along, y: at, width, height });
      at += (across ? width : height) + GAP.within;
    }
    along += Math.max(...sizes.map((size) => (across ? size.height : size.width))) + GAP.between;
  }
  return places;
}

function sizeOf({ texts }: Flowchart, name: string): { width: number; height: number } {
  const lines = texts.get(name) ?? [];
  return { width: Math.max(...lines.map(({ length }) => length)) * LETTER + 20, height: lines.length * LINE + 14 };
}

const arrowsOf = ({ imports, calls }: Flowchart): (readonly [string, string])[] =>
  [...imports, ...calls].map(([from, to]) => [from, to]);

/** A box is one rank behind the last of those that lead to it; what closes a circle does not count. */
function ranksOf(chart: Flowchart): Map<string, number> {
  const next = Map.groupBy(arrowsOf(chart), ([from]) => from);
  const ranks = new Map<string, number>();
  const push = (name: string, rank: number, way: readonly string[]): void => {
    if (way.includes(name) || (ranks.get(name) ?? -1) >= rank) return;
    ranks.set(name, rank);
    for (const [, to] of next.get(name) ?? []) push(to, rank + 1, [...way, name]);
  };
  const reached = new Set(arrowsOf(chart).map(([, to]) => to));
  const names = [...chart.texts.keys()];
  for (const name of names.filter((each) => !reached.has(each))) push(name, 0, []);
  for (const name of names) if (!ranks.has(name)) push(name, 0, []);
  return ranks;
}

/** The names of each rank, those beside each other whose neighbours are. */
function inOrder(ranks: ReadonlyMap<string, number>, chart: Flowchart): string[][] {
  const byRank = Map.groupBy(ranks.keys(), (name) => ranks.get(name) ?? 0);
  let rows = [...byRank].toSorted(([a], [b]) => a - b).map(([, names]) => names);
  for (let sweep = 0; sweep < 8; sweep++) {
    const position = new Map<string, number>();
    for (const row of rows) row.forEach((name, index) => position.set(name, (index + 0.5) / row.length));
    const middle = (name: string): number => {
      const beside = arrowsOf(chart).flatMap(([from, to]) => (from === name ? [to] : to === name ? [from] : []));
      return beside.reduce((sum, each) => sum + (position.get(each) ?? 0), 0) / Math.max(beside.length, 1);
    };
    rows = rows.map((row) => row.toSorted((a, b) => middle(a) - middle(b)));
  }
  return rows;
}

interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly label?: string | undefined;
  readonly dotted: boolean;
}

function arrow(
  { direction }: Flowchart,
  places: ReadonlyMap<string, Place>,
  { from, to, label, dotted }: Arrow,
): string {
  const [start, end] = [places.get(from), places.get(to)];
  if (start === undefined || end === undefined) return '';
  const down = direction === 'TD';
  const forward = down ? end.y > start.y : end.x > start.x;
  const a = edge(start, down, forward);
  const b = edge(end, down, !forward);
  const bend = (down ? b.y - a.y : b.x - a.x) / 2;
  const curve = down
    ? `C${a.x},${a.y + bend} ${b.x},${b.y - bend} ${b.x},${b.y}`
    : `C${a.x + bend},${a.y} ${b.x - bend},${b.y} ${b.x},${b.y}`;
  const dashes = dotted ? ' stroke-dasharray="4 4"' : '';
  const path = `<path d="M${a.x},${a.y} ${curve}" fill="none" stroke="var(--vp-c-text-3, #777)"${dashes} marker-end="url(#arrowhead)"/>`;
  if (label === undefined) return path;
  return `${path}<text x="${(a.x + b.x) / 2}" y="${(a.y + b.y) / 2 - 4}" text-anchor="middle" fill="var(--vp-c-text-2, #555)">${escaped(label)}</text>`;
}

/** The middle of the side at which an arrow leaves or arrives. */
function edge({ x, y, width, height }: Place, down: boolean, far: boolean): { x: number; y: number } {
  return down ? { x: x + width / 2, y: far ? y + height : y } : { x: far ? x + width : x, y: y + height / 2 };
}

function box({ x, y, width, height }: Place, lines: readonly string[], outside: boolean): string {
  const text = lines.map((line, index) => {
    const weight = index === 0 && lines.length > 1 ? ' font-weight="600"' : '';
    return `<text x="${x + width / 2}" y="${y + 20 + index * LINE}" text-anchor="middle"${weight} fill="var(--vp-c-text-1, #222)">${escaped(line)}</text>`;
  });
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${outside ? height / 2 : 4}" fill="var(--vp-c-bg-soft, #f6f6f7)" stroke="var(--vp-c-text-3, #777)"/>${text.join('')}`;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
