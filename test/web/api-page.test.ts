import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { startBrowser } from '../../tools/web/browser.ts';
import { describeInBrowser, DESKTOP, PHONE } from './in-browser.ts';
import { seriousFindings } from './looked-at.ts';

const PAGE = pathToFileURL(path.join(import.meta.dirname, '..', '..', 'docs', 'api.html')).href;
const SCREENS = [DESKTOP, PHONE].flatMap((viewport) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ viewport, colorScheme })),
);

describeInBrowser('docs/api.html', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  test.each(SCREENS)('is whole on $viewport.width pixels, $colorScheme, and asks nobody', async (screen) => {
    const page = await (await browser.newContext(screen)).newPage();
    const requested: string[] = [];
    page.on('request', (request) => requested.push(request.url()));
    await page.goto(PAGE);
    await page.getByRole('heading', { name: 'GET /users/{id}/history' }).waitFor();
    expect(requested).toEqual([PAGE]);
    expect(await seriousFindings(page)).toEqual([]);
    const isCut: unknown = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
    expect(isCut).toBe(false);
  });

  test('finds a parameter, a problem and what stands in an example', async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(PAGE);
    const shown = async (words: string): Promise<string[]> => {
      await page.getByLabel('Search').fill(words);
      return page.locator('h3:visible').allInnerTexts();
    };
    expect(await shown('updatedSince')).toContain('GET /users');
    expect(await shown('updatedSince')).not.toContain('GET /groups');
    expect(await shown('position-gone')).toContain('GET /changes');
    expect(await shown('head of office')).toContain('GET /users/{id}');
    expect(await shown('there is no such word')).toEqual([]);
    expect(await page.getByRole('status').innerText()).toMatch(/^0 of \d+ sections$/);
    expect((await shown('')).length).toBeGreaterThan(20);
  });

  test('can be read where scripts do not run', async () => {
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await page.goto(PAGE);
    expect(await page.locator('h3').count()).toBeGreaterThan(20);
  });
});
