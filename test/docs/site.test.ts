import { once } from 'node:events';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createMarkdownRenderer } from 'vitepress';
import { brokenLinks } from '../../tools/docs/site/built.ts';
import { boxIndented } from '../../tools/docs/site/indented.ts';
import { githubAnchor } from '../../tools/docs/site/links.ts';
import { pageOf, sidebar, type Item } from '../../tools/docs/site/pages.ts';
import { staticFiles } from '../../tools/docs/site/served.ts';
import { portOf } from '../../tools/port.ts';

const linksOf = (items: readonly Item[]): string[] =>
  items.flatMap(({ link, items: below = [] }) => [...(link === undefined ? [] : [link]), ...linksOf(below)]);

describe('the site of the documents', () => {
  test('has the groups of docs/README.md, and every page of docs in one of them', () => {
    const groups = sidebar(process.cwd());
    expect(groups.map(({ text }) => text)).toEqual([
      'Getting started',
      "For the customer's admin",
      'Deploy and operate',
      'Read the directory',
      'Protocol',
      'How it works',
      'Decisions',
    ]);
    const pages = globSync('docs/**/*.md')
      .filter((file) => file !== 'docs/README.md')
      .map((file) => `/${pageOf(file).replace(/(?:index)?\.md$/, '')}`);
    expect(linksOf(groups).toSorted()).toEqual([...pages, '/docs/api.html'].toSorted());
  });

  test.each([
    ['README.md', 'index.md'],
    ['docs/adr/README.md', 'docs/adr/index.md'],
    ['docs/deploy.md', 'docs/deploy.md'],
  ])('%s becomes %s', (document, page) => {
    expect(pageOf(document)).toBe(page);
  });

  test('gives headings the anchors that GitHub gives them', () => {
    expect(githubAnchor('An address of the tenant\'s own, "here" & now')).toBe(
      'an-address-of-the-tenants-own-here--now',
    );
  });

  test('has an indented block in the box of a fenced one', async () => {
    const markdown = await createMarkdownRenderer('.', { config: boxIndented });
    const boxed = markdown.render('```text\nnpm start\n```');
    expect(boxed).toContain('<div class="language-text');
    expect(markdown.render('    npm start')).toBe(boxed);
  });
});

describe('links of a built site', () => {
  let site: string;
  beforeEach(() => {
    site = mkdtempSync(path.join(tmpdir(), 'site-'));
    writeFileSync(path.join(site, 'index.html'), '<h2 id="there">x</h2>');
  });
  afterEach(() => rmSync(site, { recursive: true, force: true }));

  test.each([
    ['to a page', './index.html', true],
    ['to the page of a folder', '/', true],
    ['to a heading', './index.html#there', true],
    ['to elsewhere', 'https://example.com/gone', true],
    ['to no page', './gone.html', false],
    ['to no heading', '/#gone', false],
  ])('%s: %s', (_, href, leads) => {
    writeFileSync(path.join(site, 'from.html'), `<p><a class="x" href="${href}">x</a></p>`);
    expect(brokenLinks(site)).toEqual(leads ? [] : [`from.html: ${href}`]);
  });
});

test('while one writes, the API page and the examples of events are served as they are, and nothing else is', async () => {
  const server = createServer();
  staticFiles(process.cwd()).configureServer({
    middlewares: {
      use: (handler) =>
        server.on('request', (request, response) =>
          handler(request, response, () => void response.writeHead(404).end()),
        ),
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const get = (file: string): Promise<Response> => fetch(`http://127.0.0.1:${portOf(server)}/${file}`);
  const page = await get('docs/api.html?theme=dark');
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(await page.text()).toBe(readFileSync('docs/api.html', 'utf8'));
  expect(await (await get('docs/events/user.created.json')).json()).toEqual(expect.any(Object));
  for (const file of ['docs/', 'package.json', 'docs/events/../../package.json'])
    expect((await get(file)).status).toBe(404);
  server.close();
});
