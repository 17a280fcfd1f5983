import path from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const CLOUDSCAPE_FONTS = /"Open Sans", "Helvetica Neue", Roboto, Arial, sans-serif/g;
const SYSTEM_FONTS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif';
const FONT_FACES = /@font-face\s*\{[^}]*\}/g;

/**
 * The fonts of the reader's system in place of Cloudscape's, which would be embedded in the
 * stylesheet: 135 KiB, and against our Content-Security-Policy.
 */
const systemFonts = (): Plugin => ({
  name: 'system-fonts',
  enforce: 'pre',
  transform(code, id) {
    if (!/@cloudscape-design\/.*\.css$/.test(id)) return undefined;
    return code.replaceAll(FONT_FACES, '').replaceAll(CLOUDSCAPE_FONTS, SYSTEM_FONTS);
  },
});

/** The page of each door; both are made of the same sources. */
const PAGES: Readonly<Record<string, string>> = { setup: 'index.html', console: 'console.html' };

export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  // The server puts the place of the page before "./": at `…/live/setup` the files are below
  // `…/live/setup/assets/`. Chunks find each other by their own address.
  base: './',
  plugins: [systemFonts()],
  build: {
    outDir: path.join(import.meta.dirname, 'dist'),
    assetsDir: 'assets',
    // Nothing may be embedded that is no text: files go as text through API Gateway.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    reportCompressedSize: false,
    license: { fileName: 'licences.txt' },
    rolldownOptions: {
      input: path.join(import.meta.dirname, PAGES[mode] ?? 'index.html'),
      output: { hashCharacters: 'hex' },
    },
  },
}));
