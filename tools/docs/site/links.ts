import { existsSync } from 'node:fs';
import path from 'node:path';
import type { MarkdownEnv, MarkdownRenderer } from 'vitepress';
import { pageOf } from './pages.ts';

type Token = ReturnType<MarkdownRenderer['parse']>[number];

/** What the pages link to and the site serves as it is. */
export const STATIC_FILES = ['docs/api.html', 'docs/events/*.json'];
const STATIC = /^docs\/(?:api\.html|events\/[\w.]+\.json)$/;

/** The anchor that GitHub gives to a heading. */
export const githubAnchor = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

/**
 * Has links between files of the repository lead where they lead on GitHub: a README is the page of
 * its folder, a static file is opened as such, and a file that is no page (a source) is named
 * without a link.
 */
export function repositoryLinks(markdown: MarkdownRenderer, root: string): void {
  const relink = ({ tokens, env }: { tokens: Token[]; env: MarkdownEnv }): void => {
    const folder = path.dirname(env.relativePath);
    for (const { children } of tokens) {
      let inSource = false;
      for (const token of children ?? []) {
        if (token.type === 'link_close' && inSource) {
          token.tag = 'span';
          inSource = false;
        }
        if (token.type !== 'link_open') continue;
        const target = resolve(root, folder, token.attrGet('href') ?? '');
        if (target === undefined) continue;
        if (target.kind === 'source') {
          inSource = true;
          token.tag = 'span';
          token.attrs = [['title', `${target.file}, in the repository`]];
        } else token.attrSet('href', target.href);
        if (target.kind === 'static') token.attrSet('target', '_self');
      }
    }
  };
  markdown.core.ruler.push('repository-links', relink);
}

type Target =
  { readonly kind: 'page' | 'static'; readonly href: string } | { readonly kind: 'source'; readonly file: string };

function resolve(root: string, folder: string, href: string): Target | undefined {
  if (/^(?:[a-z]+:|#|\/)/.test(href)) return undefined;
  const [link = '', anchor] = href.split('#');
  const file = path.join(folder, link);
  if (!existsSync(path.join(root, file))) return undefined;
  if (STATIC.test(file)) return { kind: 'static', href };
  const listed = existsSync(path.join(root, file, 'README.md'));
  if (listed) return { kind: 'page', href: `${link.replace(/\/?$/, '/')}index.md` };
  if (!file.endsWith('.md')) return { kind: 'source', file };
  return { kind: 'page', href: pageOf(link) + (anchor === undefined ? '' : `#${anchor}`) };
}
