import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Where Chromium or Chrome usually is, on Linux and macOS. */
const USUAL = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

export const HOW_TO_GET_IT =
  'no Chromium or Chrome was found: install one (Debian: apt-get install -y chromium), or name it in the variable CHROMIUM';

/** The path of a browser on this machine: that in the variable CHROMIUM, or one of the usual places. */
export const findBrowser = (): string | undefined =>
  [process.env['CHROMIUM'] ?? '', ...USUAL].find((file) => existsSync(file));

/** Starts the browser of this machine, without a window. Throws where there is none. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error(HOW_TO_GET_IT);
  // Chromium refuses its sandbox to root, as which containers of CI run.
  return chromium.launch({
    executablePath,
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--disable-gpu', '--disable-dev-shm-usage'],
  });
}
