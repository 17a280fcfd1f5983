type Bracket = '(' | ')' | '[' | ']';
const isBracket = (text: string): text is Bracket => text.length === 1 && '()[]'.includes(text);

export type Token =
  | { readonly kind: Bracket; readonly text: string; readonly at: number }
  | { readonly kind: 'string'; readonly text: string; readonly value: string; readonly at: number }
  | { readonly kind: 'word' | 'end'; readonly text: string; readonly at: number };

export interface LexicalError {
  readonly error: string;
  readonly at: number;
}

/** A bracket, a string in double quotes, or a word, behind white space. */
const PATTERN = /\s*([()[\]]|"(?:[^"\\]|\\.)*"|[^\s()[\]"]+)/sy;

/**
 * Splits a filter or a path into brackets, JSON strings and words; what a word
 * means depends on where it stands. Positions count from 1. One regular expression without nested
 * repetition: linear in the length of the text, whatever the text.
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
    const [, read = ''] = match;
    // The token is the end of what matched.
    const at = PATTERN.lastIndex - read.length + 1;
    const token = tokenOf(read, at);
    if (!token) return { error: `${read.slice(0, 40)} is not a valid JSON string`, at };
    tokens.push(token);
  }
  return tokens;
}

/** Undefined for a string that JSON does not know. */
function tokenOf(text: string, at: number): Token | undefined {
  if (isBracket(text)) return { kind: text, text, at };
  if (!text.startsWith('"')) return { kind: 'word', text, at };
  const value = unquote(text);
  return value === undefined ? undefined : { kind: 'string', text, value, at };
}

/** Comparison values are JSON strings (RFC 7644 §3.4.2.2, RFC 7159). */
function unquote(quoted: string): string | undefined {
  try {
    const value: unknown = JSON.parse(quoted);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
