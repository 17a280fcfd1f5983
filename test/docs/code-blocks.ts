/** A fenced block of a Markdown document. */
export interface CodeBlock {
  /** As in "sh"; empty where none is named. */
  readonly language: string;
  readonly lines: readonly string[];
}

/** The fenced blocks of a document, in its order. */
export const codeBlocks = (markdown: string): CodeBlock[] =>
  [...markdown.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({
    language,
    lines: text.split('\n').slice(0, -1),
  }));

/** The commands of a shell block, and the lines that the text block right behind it says they print. */
export interface Step {
  readonly commands: readonly string[];
  readonly printed: readonly string[];
}

/** What a document has its reader run, in order. A command goes on in lines that are indented. */
export function stepsOf(markdown: string): Step[] {
  const blocks = codeBlocks(markdown);
  return blocks.flatMap(({ language, lines }, index) => {
    if (language !== 'sh') return [];
    const next = blocks[index + 1];
    const printed = next?.language === 'text' ? next.lines.filter((line) => line !== '') : [];
    return [{ commands: lines.join('\n').split(/\n(?=\S)/), printed }];
  });
}

/** Matches a text that has these lines in this order; tokens, ports, times, counts and what "…" stands for may be others. */
export function asPrinted(lines: readonly string[]): RegExp {
  const patterns = lines.map((line) =>
    line
      .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll(/<[a-z ]+>/g, String.raw`\S+`)
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:]+Z/g, String.raw`[\dT:-]+Z`)
      .replaceAll(':8787', String.raw`:\d+`)
      .replaceAll(/\b[1-9]\d\b(?!\\\.)/g, String.raw`\d+`)
      .replaceAll(/\d+\\\.\d\b/g, String.raw`[\d.]+`)
      .replaceAll('…', '.*')
      .replaceAll(/ +/g, ' +'),
  );
  return new RegExp(patterns.map((pattern) => `^${pattern}$`).join(String.raw`[^]*?`), 'm');
}
