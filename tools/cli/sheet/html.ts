import { partsOf } from '../../../web/src/parts/marked.ts';

/** A piece of a section. Texts are ours and may be marked (`partsOf`); cells of a table are values as they are. */
export type Block =
  | { readonly text: string }
  | { readonly list: readonly string[] }
  | { readonly steps: readonly string[] }
  | { readonly heading: string }
  | { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text that stands in HTML for itself, between tags and in attributes. */
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

const TAGS = { plain: null, strong: 'strong', code: 'code' } as const;

const said = (text: string): string =>
  partsOf(text)
    .map(({ kind, text: part }) => {
      const tag = TAGS[kind];
      return tag === null ? escapeHtml(part) : `<${tag}>${escapeHtml(part)}</${tag}>`;
    })
    .join('');

const items = (texts: readonly string[]): string => texts.map((text) => `<li>${said(text)}</li>`).join('\n');

function blockHtml(block: Block): string {
  if ('text' in block) return `<p>${said(block.text)}</p>`;
  if ('list' in block) return `<ul>\n${items(block.list)}\n</ul>`;
  if ('steps' in block) return `<ol>\n${items(block.steps)}\n</ol>`;
  if ('heading' in block) return `<h3>${said(block.heading)}</h3>`;
  const head = block.columns.map((column) => `<th scope="col">${escapeHtml(column)}</th>`).join('');
  const rows = block.rows.map(
    (row) => `<tr>${row.map((cell) => `<td dir="auto">${escapeHtml(cell)}</td>`).join('')}</tr>`,
  );
  return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`;
}

const STYLE = `
  body { max-width: 50rem; margin: 2rem auto; padding: 0 1rem; font: 15px/1.5 system-ui, sans-serif; color: #16191f; }
  h1 { font-size: 1.7rem; } h2 { margin-top: 2rem; border-bottom: 1px solid #ccc; font-size: 1.25rem; } h3 { font-size: 1rem; }
  table { width: 100%; border-collapse: collapse; } th, td { padding: .3rem .5rem; border: 1px solid #ccc; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
  td:first-child { overflow-wrap: normal; }
  code { overflow-wrap: anywhere; background: #f2f3f5; padding: 0 .2em; }
  @media print { body { margin: 0; max-width: none; font-size: 11px; } h2, h3 { break-after: avoid; } tr, li { break-inside: avoid; } }
`;

/** One file that needs nothing else: no script, nothing from elsewhere. `about` stands below the title. */
export const documentHtml = (title: string, about: string, sections: readonly Section[]): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<p>${said(about)}</p>
${sections.map(({ title: heading, blocks }) => [`<h2>${said(heading)}</h2>`, ...blocks.map(blockHtml)].join('\n')).join('\n')}
</body>
</html>
`;
