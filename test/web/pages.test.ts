import path from 'node:path';
import { buildWeb } from '../../lib/web-build.ts';
import { describeInBrowser, DESKTOP, goTo, PHONE, useStage } from './in-browser.ts';
import { kibibytes, seriousFindings } from './looked-at.ts';

const files = () => buildWeb(path.join(import.meta.dirname, '..', '..'));

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
    expect(kibibytes(requested, files())).toBeLessThanOrEqual(380);
    for (const [route, shown] of PAGES.slice(1)) {
      const before = requested.length;
      await goTo(page, route);
      await page.getByText(shown).first().waitFor();
      expect([route, kibibytes(requested.slice(before), files()) <= 130]).toEqual([route, true]);
    }
  });
});
