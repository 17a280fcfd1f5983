import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { findBrowser, HOW_TO_GET_IT, startBrowser } from '../../tools/web/browser.ts';
import { startSampleServer, type SampleServer } from '../../tools/web/sample-server.ts';
import { sizes } from '../support/sizes.ts';

const isThere = findBrowser() !== undefined;
if (sizes.browser && !isThere) console.warn(`The web app is not tested: ${HOW_TO_GET_IT}.`);

/** `describe` where there is a browser and the run is long enough for it. */
export const describeInBrowser = sizes.browser && isThere ? describe : describe.skip;

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

/**
 * Milliseconds: a net for what never comes, so that a failed wait says what it waited for. No page needs a
 * hundredth of it, however slow the machine is.
 */
const NET = 120_000;

/** A page in a browser of its own memory, and what it complained of. */
interface Opened {
  readonly page: Page;
  /** Errors of the console and of scripts, and violations of the Content-Security-Policy. */
  readonly complaints: string[];
  /** Addresses of everything that was asked for. */
  readonly requested: string[];
}

interface Stage {
  readonly server: SampleServer;
  /** Opens the link, or another address; `clock` is one that the test moves, which begins now or at that epoch time. */
  readonly open: (
    options?: BrowserContextOptions & { readonly url?: string; readonly clock?: boolean | number },
  ) => Promise<Opened>;
}

/** A browser and the app with samples, for the tests of a `describe`; each test begins with untouched answers. */
export function useStage(): Stage {
  let browser: Browser;
  let server: SampleServer;
  beforeAll(async () => {
    server = await startSampleServer();
    browser = await startBrowser();
  });
  beforeEach(() => {
    server.override(() => undefined);
    server.hideFiles(() => false);
    server.asked.length = 0;
  });
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
  afterAll(async () => {
    await browser.close();
    server.stop();
  });
  return {
    get server() {
      return server;
    },
    open: async ({ url = server.link, clock = false, ...options } = {}) => {
      const context = await browser.newContext({
        viewport: DESKTOP,
        locale: 'en-GB',
        timezoneId: 'Europe/Berlin',
        reducedMotion: 'reduce',
        ...options,
      });
      context.setDefaultTimeout(NET);
      const page = await context.newPage();
      const [complaints, requested]: [string[], string[]] = [[], []];
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      page.on('request', (request) => requested.push(request.url()));
      if (clock !== false) await page.clock.install(clock === true ? {} : { time: clock });
      await page.goto(url);
      return { page, complaints, requested };
    },
  };
}

/** Goes to a page of the app, as whoever has its address does. */
export async function goTo(page: Page, route: string): Promise<void> {
  await page.goto(`${page.url().split('#', 1)[0]}#/${route}`);
}

/** Presses Tab until something with this name has the focus. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 100; presses += 1) {
    await page.keyboard.press('Tab');
    const focused: unknown = await page.evaluate(
      'document.activeElement.getAttribute("aria-label") || document.activeElement.textContent',
    );
    if (focused === name) return;
  }
  throw new Error(`Tab never comes to "${name}"`);
}
