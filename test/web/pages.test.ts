import path from 'node:path';
import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { buildWeb } from '../../lib/web-build.ts';
import { describeInBrowser, DESKTOP, goTo, PHONE, useStage } from './in-browser.ts';

/** Each page, and what is on it once it has everything. */
const PAGES: readonly (readonly [route: string, shown: string])[] = [
  ['connect', 'What has arrived'],
  ['script', 'Not tried out at Microsoft'],
  ['fields', 'Attribute mapping'],
  ['flow', 'Last refused'],
  ['activity', 'Show older'],
  ['people?search=anna', 'Show more'],
  ['people?leaving=true', 'The soonest first'],
  ['people?search=erin@acme.example', 'Refused to create it'],
  ['people/2819c223-7f76-453a-919d-413861904648', 'What happened'],
  ['questions', 'How do I renew the secret?'],
];

const SCREENS = [DESKTOP, PHONE].flatMap((viewport) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ viewport, colorScheme })),
);

/** What axe finds that keeps somebody out, in a line each. */
async function seriousFindings(page: Page): Promise<string[]> {
  // Evaluated from outside of the page, where its Content-Security-Policy does not reach.
  await page.evaluate(axe.source);
  const found: unknown =
    await page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 200))))`);
  return Array.isArray(found) ? found.map(String) : ['axe did not run'];
}

describeInBrowser('every page of the web app', () => {
  const stage = useStage();

  test.each(SCREENS)('is whole on $viewport.width pixels, $colorScheme', async (screen) => {
    const { page, complaints } = await stage.open(screen);
    for (const [route, shown] of PAGES) {
      await goTo(page, route);
      await page.getByText(shown).first().waitFor();
      expect([route, await seriousFindings(page)]).toEqual([route, []]);
      const isCut: unknown = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
      expect([route, isCut]).toEqual([route, false]);
    }
    expect(complaints).toEqual([]);
  });

  test('is as small as it has to be to go through API Gateway', async () => {
    const { page, requested } = await stage.open();
    await page.getByText('What has arrived').waitFor();
    expect(kibibytes(requested)).toBeLessThanOrEqual(380);
    for (const [route, shown] of PAGES.slice(1)) {
      const before = requested.length;
      await goTo(page, route);
      await page.getByText(shown).first().waitFor();
      expect([route, kibibytes(requested.slice(before)) <= 130]).toEqual([route, true]);
    }
  });
});

/** What these addresses weigh together, compressed as API Gateway does it. */
const kibibytes = (urls: readonly string[]): number => {
  const paths = new Set(urls.map((url) => new URL(url).pathname.split('/setup/', 2)[1] ?? 'index.html'));
  const files = buildWeb(path.join(import.meta.dirname, '..', '..')).filter(({ path }) => paths.has(path));
  return files.reduce((sum, { text }) => sum + gzipSync(text).length, 0) / 1024;
};
