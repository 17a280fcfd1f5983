import type { MarkdownRenderer } from 'vitepress';

/** Has an indented block look as one between fences does: VitePress gives it no box, and it would widen the page. */
export function boxIndented(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push('indented-code', ({ tokens }) => {
    for (const token of tokens.filter(({ type }) => type === 'code_block'))
      Object.assign(token, { type: 'fence', info: 'text' });
  });
}
