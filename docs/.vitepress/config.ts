import path from 'node:path';
import { defineConfig } from 'vitepress';
import { brokenLinks, copyStaticFiles } from '../../tools/docs/site/built.ts';
import { drawDiagrams } from '../../tools/docs/site/drawing.ts';
import { boxIndented } from '../../tools/docs/site/indented.ts';
import { githubAnchor, repositoryLinks } from '../../tools/docs/site/links.ts';
import { pageOf, sidebar } from '../../tools/docs/site/pages.ts';
import { staticFiles } from '../../tools/docs/site/served.ts';

const root = path.join(import.meta.dirname, '..', '..');

/**
 * The documents as a site. Its folders are those of the repository, so that a link means the same
 * here and on GitHub.
 */
export default defineConfig({
  title: 'serverless-scim',
  description: 'A SCIM 2.0 service provider for Microsoft Entra ID on AWS',
  srcDir: '..',
  srcExclude: ['.*/**', 'cdk.out/**', 'coverage/**', 'reports/**'],
  outDir: '../dist/docs',
  cacheDir: '../dist/docs-cache',
  rewrites: pageOf,
  vite: { plugins: [staticFiles(root)] },
  markdown: {
    // Text such as <key id> or {x} is text.
    html: false,
    attrs: { disable: true },
    anchor: { slugify: githubAnchor },
    config: (markdown) => {
      repositoryLinks(markdown, root);
      drawDiagrams(markdown);
      boxIndented(markdown);
    },
  },
  themeConfig: {
    nav: [
      { text: 'Documentation', link: '/docs/' },
      { text: 'Contributing', link: '/CONTRIBUTING' },
      { text: 'Changes', link: '/CHANGELOG' },
    ],
    sidebar: sidebar(root),
    outline: [2, 3],
    docFooter: { prev: false, next: false },
    search: { provider: 'local' },
  },
  buildEnd: ({ outDir }) => {
    copyStaticFiles(root, outDir);
    const broken = brokenLinks(outDir);
    if (broken.length > 0) throw new Error(`links that lead nowhere:\n${broken.join('\n')}`);
  },
});
