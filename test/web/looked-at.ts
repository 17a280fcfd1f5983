import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import type { WebFile } from '../../lib/web-files.ts';

/** What axe finds that keeps somebody out, in a line each. */
export async function seriousFindings(page: Page): Promise<string[]> {
  // Evaluated from outside of the page, where its Content-Security-Policy does not reach.
  await page.evaluate(axe.source);
  const found: unknown =
    await page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 200))))`);
  return Array.isArray(found) ? found.map(String) : ['axe did not run'];
}

/** What these addresses weigh together, compressed as API Gateway does it. */
export function kibibytes(urls: readonly string[], files: readonly WebFile[]): number {
  const paths = urls.map((url) => new URL(url).pathname);
  const asked = files.filter(({ path }) => paths.some((each) => each.endsWith(`/${path}`)));
  const page = files.filter(({ path }) => path.endsWith('.html') && paths.some((each) => !/\.\w+$/.test(each)));
  return [...asked, ...page].reduce((sum, { text }) => sum + gzipSync(text).length, 0) / 1024;
}
