import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { codeBlocks } from './code-blocks.ts';
import { fewestArrows, layersOf } from './layers.ts';
import { readFlowchart, type Flowchart } from '../../tools/docs/site/flowchart.ts';

const charts = codeBlocks(readFileSync('docs/architecture.md', 'utf8'))
  .filter(({ language }) => language === 'mermaid')
  .map(({ lines }) => readFlowchart(lines));
const [context, layers, ...ways] = charts;

const files = readdirSync('lambdas', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ path: path.join('lambdas', file), imports: importsOf(path.join('lambdas', file)) }));

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/^(?:import|export)\b[^'";]*?from\s+'(\.[^']+)'/gm)].map(([, target = '']) =>
    path.join(path.dirname(file), target),
  );
}

const isIn = (place: string, file: string): boolean => file === place || file.startsWith(`${place}/`);

/** The solid arrows of a chart, as paths. */
const importsIn = ({ boxes, imports }: Flowchart): [string, string][] =>
  imports.map(([from, to]) => [boxes.get(from) ?? from, boxes.get(to) ?? to]);

describe('the diagrams of docs/architecture.md', () => {
  test('are those of the context, the layers, and the way of a request, a change and the purge', () => {
    expect(charts).toHaveLength(5);
  });

  test('have boxes for what is there', () => {
    const missing = charts.flatMap(({ boxes }) => [...boxes.values()]).filter((each) => !existsSync(each));
    expect(missing).toEqual([]);
  });

  test('show every function in the context', () => {
    const entries = readdirSync('lambdas/handlers').filter((file) => file.endsWith('.ts'));
    expect([...(context?.boxes.values() ?? [])].toSorted()).toEqual(
      entries.map((file) => `lambdas/handlers/${file}`).toSorted(),
    );
  });

  test('have a solid arrow only where there is an import', () => {
    const invented = ways
      .flatMap(importsIn)
      .filter(
        ([from, to]) => !files.some((file) => isIn(from, file.path) && file.imports.some((target) => isIn(to, target))),
      );
    expect(invented).toEqual([]);
  });

  test('show every folder of lambdas as a layer, and every import between them, directly or over others', () => {
    const drawn = [...(layers?.boxes.values() ?? [])];
    const folders = readdirSync('lambdas', { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => `lambdas/${name}`).filter((folder) => !drawn.includes(folder))).toEqual([]);
    const arrows = layers ? importsIn(layers).map(([from, to]) => `${from} --> ${to}`) : [];
    expect(arrows.toSorted()).toEqual(fewestArrows(layersOf(drawn, files)));
  });
});

describe('a diagram', () => {
  test.each([
    ['a line that is neither', ['flowchart TD', 'a["lambdas"] --> b["lib"]'], 'not a box and not an arrow'],
    ['an arrow from nowhere', ['a["lambdas"]', 'b --> a'], '"b" has an arrow and is not declared'],
  ])('with %s is refused', (_, lines, problem) => {
    expect(() => readFlowchart(lines)).toThrow(problem);
  });

  test('of layers needs no arrow that follows from others', () => {
    const imports = (from: string, ...to: string[]) => ({
      path: `${from}/x.ts`,
      imports: to.map((each) => `${each}/y.ts`),
    });
    const found = layersOf(['a', 'b', 'c', 'c/d'], [imports('a', 'b', 'c'), imports('b', 'c'), imports('c', 'c/d')]);
    expect(fewestArrows(found)).toEqual(['a --> b', 'b --> c', 'c --> c/d']);
  });
});
