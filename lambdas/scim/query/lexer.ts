export type Token =
  | { readonly kind: '(' | ')' | '[' | ']'; readonly text: string; readonly at: number }
  | { readonly kind: 'string'; readonly text: string; readonly value: string; readonly at: number }
  | { readonly kind: 'word'; readonly text: string; readonly at: number }
  | { readonly kind: 'end'; readonly text: string; readonly at: number };

export interface LexicalError {
  readonly error: string;
  readonly at: number;
}

const PATTERN = /\s*(?:([()[\]])|("(?:[^"\\]|\\.)*")|([^\s()[\]"]+))/sy;

/**
 * Splits a filter or a path into brackets, JSON strings and words; what a word means depends on where it stands. Positions count from 1.
 * One regular expression without nested repetition: linear in the length of the text, whatever the text.
 */
export function tokenize(text: string): readonly Token[] | LexicalError {
  const tokens: Token[] = [];
  PATTERN.lastIndex = 0;
  while (PATTERN.lastIndex < text.length) {
    const start = PATTERN.lastIndex;
    const match = PATTERN.exec(text);
    if (!match) {
      const rest = text.slice(start);
      const at = start + 1 + (rest.length - rest.trimStart().length);
      if (rest.trim() === '') break;
      return { error: `the string that begins with ${rest.trim().slice(0, 20)} is not closed by a double quote`, at };
    }
    const at = start + 1 + (match[0].length - match[0].trimStart().length);
    const [, bracket, quoted, word] = match;
    if (bracket !== undefined) tokens.push({ kind: bracket as '(' | ')' | '[' | ']', text: bracket, at });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, at });
    else if (quoted !== undefined) {
      const value = unquote(quoted);
      if (value === undefined) return { error: `${quoted.slice(0, 40)} is not a valid JSON string`, at };
      tokens.push({ kind: 'string', text: quoted, value, at });
    }
  }
  tokens.push({ kind: 'end', text: '', at: text.length + 1 });
  return tokens;
}

/** Comparison values are JSON strings (RFC 7644 §3.4.2.2, RFC 7159). */
function unquote(quoted: string): string | undefined {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return undefined;
  }
}
