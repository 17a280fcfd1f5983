import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The list of the documents, by group: what GitHub shows in the folder, and the sidebar of the site. */
const INDEX = 'docs/README.md';

/** A line of the sidebar. */
export interface Item {
  readonly text: string;
  readonly link?: string;
  readonly target?: string;
  readonly collapsed?: boolean;
  readonly items?: Item[];
}

/** The page that a document becomes: a README is what its folder shows. */
export const pageOf = (document: string): string => document.replace(/(^|\/)README\.md$/, '$1index.md');

/** The groups of the index, with their pages, and the pages of a folder under the one that lists them. */
export function sidebar(root: string): Item[] {
  const groups = readFileSync(path.join(root, INDEX), 'utf8').split(/^## /m).slice(1);
  return groups.map((group) => {
    const [text = '', ...lines] = group.split('\n');
    const items = lines.flatMap((line) => [...line.matchAll(/^- \[(.+?)\]\((.+?)\)/g)]);
    return { text, items: items.map(([, title = '', file = '']) => itemOf(root, title, path.join('docs', file))) };
  });
}

function itemOf(root: string, text: string, file: string): Item {
  if (!file.endsWith('.md')) return { text, link: `/${file}`, target: '_self' };
  const link = `/${pageOf(file).replace(/(?:index)?\.md$/, '')}`;
  if (!file.endsWith('/README.md')) return { text, link };
  const beside = globSync(`${path.dirname(file)}/*.md`, { cwd: root }).filter((each) => each !== file);
  if (beside.length === 0) return { text, link };
  return {
    text,
    link,
    collapsed: true,
    items: beside.toSorted().map((each) => itemOf(root, titleOf(root, each), each)),
  };
}

const titleOf = (root: string, file: string): string =>
  /^# (.*)$/m.exec(readFileSync(path.join(root, file), 'utf8'))?.[1]?.replaceAll('`', '') ?? file;
