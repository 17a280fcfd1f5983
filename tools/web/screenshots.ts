// `npm run docs:screenshots`: the best pages as pictures in docs/images, with samples.
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { startBrowser } from './browser.ts';
import { emptyOverview } from './samples.ts';
import { startSampleServer } from './sample-server.ts';

const IMAGES = path.join(import.meta.dirname, '..', '..', 'docs', 'images');
/** The pictures show the same moment whenever they are made. */
const NOW = Date.parse('2026-11-27T08:40:00Z');

interface Picture {
  readonly name: string;
  readonly route: string;
  readonly colorScheme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
}

const PICTURES: readonly Picture[] = [
  { name: 'setup-connect', route: '#/connect', colorScheme: 'light', width: 1280, height: 890 },
  { name: 'setup-fields', route: '#/fields', colorScheme: 'light', width: 1280, height: 900 },
  { name: 'setup-flow', route: '#/flow', colorScheme: 'dark', width: 1280, height: 1120 },
  {
    name: 'setup-person',
    route: '#/people/2819c223-7f76-453a-919d-413861904648',
    colorScheme: 'light',
    width: 390,
    height: 844,
  },
];

const server = await startSampleServer(() => NOW);
// Somebody who has just begun.
server.override(({ path: asked }) => (asked === '/overview' ? { status: 200, body: emptyOverview(NOW) } : undefined));
const browser = await startBrowser();
mkdirSync(IMAGES, { recursive: true });
for (const { name, route, colorScheme, width, height } of PICTURES) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.clock.setFixedTime(NOW);
  await page.goto(server.link);
  await page.locator('h1').waitFor();
  await page.goto(`${server.link.split('#', 1)[0]}${route}`);
  await page.waitForLoadState('networkidle');
  await page.locator('h1').waitFor();
  const file = path.join(IMAGES, `${name}.png`);
  await page.screenshot({ path: file });
  console.log(`${path.relative(process.cwd(), file)}: ${Math.round(statSync(file).size / 1024)} KB`);
  await context.close();
}
await browser.close();
server.stop();
