import type { ScimError } from '../errors.ts';
import { tokenize, type Token } from './lexer.ts';

/** Longest text that is parsed: more than a URL can hold, and it comes from a stranger. */
export const MAX_LENGTH = 10_000;

export interface ParseOptions {
  /**
   * Entra's old dialect leaves quotes out: `externalId eq jyoung` (quirk unquoted-filter-values).
   */
  readonly unquotedValues?: boolean;
  /** Whether `a.b.c` is the name of an attribute, one that nobody declared (quirk unknown-attributes). */
  readonly deepNames?: boolean;
}

/** A text that is being parsed: its tokens, and how far it was read. */
export interface Reader {
  readonly tokens: readonly Token[];
  /** What follows the last token, however often it is taken. */
  readonly end: Token;
  readonly options: ParseOptions;
  /** The error that names a token and its position. */
  readonly fail: (message: string, token: Token) => ScimError;
  next: number;
  depth: number;
}

/** `what` the text is, "filter" or "path", and the constructor of the error that it may deserve. */
export function startReading(
  text: string,
  options: ParseOptions,
  what: string,
  error: (detail: string) => ScimError,
): Reader {
  if (text.length > MAX_LENGTH)
    throw error(`the ${what} is ${text.length} characters long; at most ${MAX_LENGTH} are allowed`);
  const tokens = tokenize(text);
  if ('error' in tokens) throw error(`${what}: ${tokens.error}, at position ${tokens.at}`);
  const fail = (message: string, token: Token): ScimError =>
    error(
      `${what}: ${message}, at position ${token.at}${token.kind === 'end' ? ' (the end)' : `: "${token.text.slice(0, 80)}"`}`,
    );
  const end: Token = { kind: 'end', text: '', at: text.length + 1 };
  return { tokens, end, options, fail, next: 0, depth: 0 };
}

export const peek = (reader: Reader, ahead = 0): Token => reader.tokens[reader.next + ahead] ?? reader.end;

export function take(reader: Reader): Token {
  const token = peek(reader);
  reader.next += 1;
  return token;
}

export const isWord = (token: Token, word: string): boolean =>
  token.kind === 'word' && token.text.toLowerCase() === word;

export function expectEnd(reader: Reader): void {
  const token = peek(reader);
  if (token.kind !== 'end') throw reader.fail('unexpected text after a complete expression', token);
}
