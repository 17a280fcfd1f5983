// `npm run docs:screenshots`: the best pages as pictures in docs/images, with samples.
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { buildWeb } from '../../lib/web-build.ts';
import { startConsole } from '../cli/console/server.ts';
import { startBrowser } from './browser.ts';
import { emptyOverview } from './samples.ts';
import { startSampleServer } from './sample-server.ts';
import { sampleTenants } from './sample-tenants.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');
const IMAGES = path.join(ROOT, 'docs', 'images');
/** The pictures show the same moment whenever they are made. */
const NOW = Date.parse('2026-11-27T08:40:00Z');

interface Picture {
  readonly name: string;
  /** Of which of the two. */
  readonly of?: 'console';
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
  { name: 'console-tenants', of: 'console', route: '#/', colorScheme: 'light', width: 1280, height: 560 },
];

const server = await startSampleServer(() => NOW);
// Somebody who has just begun.
server.override(({ path: asked }) => (asked === '/overview' ? { status: 200, body: emptyOverview(NOW) } : undefined));
const served = await startConsole({ tenants: sampleTenants(NOW), files: buildWeb(ROOT, 'console'), port: 0 });
const browser = await startBrowser();
mkdirSync(IMAGES, { recursive: true });
for (const picture of PICTURES) await take(picture, picture.of === 'console' ? served.url : server.link);
await browser.close();
server.stop();
await served.stop();

async function take({ name, route, colorScheme, width, height }: Picture, link: string): Promise<void> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.clock.setFixedTime(NOW);
  await page.goto(link);
  await page.locator('h1').waitFor();
  await page.goto(`${link.split('#', 1)[0]}${route}`);
  await page.waitForLoadState('networkidle');
  await page.locator('h1').waitFor();
  const file = path.join(IMAGES, `${name}.png`);
  await page.screenshot({ path: file });
  console.log(`${path.relative(process.cwd(), file)}: ${Math.round(statSync(file).size / 1024)} KB`);
  await context.close();
}
