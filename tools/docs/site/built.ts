import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { STATIC_FILES } from './links.ts';

/** Copies what the site serves as it is. */
export function copyStaticFiles(root: string, site: string): void {
  for (const file of globSync(STATIC_FILES, { cwd: root })) {
    mkdirSync(path.dirname(path.join(site, file)), { recursive: true });
    copyFileSync(path.join(root, file), path.join(site, file));
  }
}

/** Every link of a built page that leads to no file, or to no element, of the site: "page: link". */
export function brokenLinks(site: string): string[] {
  const pages = globSync('**/*.html', { cwd: site }).filter((page) => page !== '404.html');
  const texts = new Map(pages.map((page) => [page, readFileSync(path.join(site, page), 'utf8')]));
  return pages.flatMap((page) =>
    [...(texts.get(page) ?? '').matchAll(/<a\b[^>]*? href="([^"]*)"/g)]
      .map(([, href = '']) => href.replaceAll('&amp;', '&'))
      .filter((href) => !/^[a-z]+:/.test(href) && !leads(site, texts, { page, href }))
      .map((href) => `${page}: ${href}`),
  );
}

function leads(
  site: string,
  texts: ReadonlyMap<string, string>,
  { page, href }: { readonly page: string; readonly href: string },
): boolean {
  const { pathname, hash } = new URL(href, `http://site/${page}`);
  const file = decodeURIComponent(pathname.replace(/\/$/, '/index.html').slice(1));
  if (!existsSync(path.join(site, file))) return false;
  const anchor = decodeURIComponent(hash.slice(1));
  return anchor === '' || (texts.get(file) ?? '').includes(` id="${anchor}"`);
}
