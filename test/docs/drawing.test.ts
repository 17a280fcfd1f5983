import { readFileSync } from 'node:fs';
import { drawn, placesOf, type Place } from '../../tools/docs/site/drawing.ts';
import { readFlowchart } from '../../tools/docs/site/flowchart.ts';
import { codeBlocks } from './code-blocks.ts';

const CHARTS = codeBlocks(readFileSync('docs/architecture.md', 'utf8'))
  .filter(({ language }) => language === 'mermaid')
  .map(({ lines }) => readFlowchart(lines));

const overlap = (a: Place, b: Place): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe.each(CHARTS.map((chart, index) => ({ index, chart })))(
  'diagram $index of docs/architecture.md',
  ({ chart }) => {
    test('is drawn with each text and each arrow', () => {
      const svg = drawn(chart);
      const shown = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);
      expect(shown).toEqual(expect.arrayContaining([...chart.texts.values()].flat()));
      expect(svg.match(/marker-end/g)).toHaveLength(chart.imports.length + chart.calls.length);
    });

    test('has no two boxes in one place', () => {
      const places = [...placesOf(chart).values()];
      expect(places.filter((a, index) => places.slice(index + 1).some((b) => overlap(a, b)))).toEqual([]);
    });
  },
);

test('what leads to another is drawn before it, and a circle ends', () => {
  const places = placesOf(
    readFlowchart(['flowchart TD', 'a["x"]', 'b["y"]', 'c["z"]', 'a --> b', 'b --> c', 'c --> a']),
  );
  expect(['a', 'b', 'c'].map((name) => places.get(name)?.y)).toEqual([4, expect.any(Number), expect.any(Number)]);
  expect(places.get('b')?.y).toBeLessThan(places.get('c')?.y ?? 0);
});
