import { readFileSync, statSync } from 'node:fs';
import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { duplicateKeys } from './duplicate-keys.ts';
import { messageOf } from './thrown.ts';

/** What the text of a tenant file says, or why it cannot be read; `content` is there whenever the text is whole. */
export interface TenantText {
  readonly content?: unknown;
  readonly problems: readonly string[];
}

/** What jsonc-parser calls a mistake, in words that say what is due. */
const MISTAKES: Readonly<Record<string, string>> = {
  InvalidSymbol: 'is no JSON value: text and keys stand in double quotes',
  InvalidNumberFormat: 'is no number',
  PropertyNameExpected: 'stands where a key in double quotes is due',
  ValueExpected: 'stands where a value is due',
  ColonExpected: 'stands where the colon behind a key is due',
  CommaExpected: 'stands where a comma is due',
  CloseBraceExpected: 'stands where } is due',
  CloseBracketExpected: 'stands where ] is due',
  EndOfFileExpected: 'is too much: the file has ended before it',
  UnexpectedEndOfComment: 'begins a comment that does not end',
  UnexpectedEndOfString: 'begins a text that does not end in its line',
  UnexpectedEndOfNumber: 'is no number',
  InvalidUnicode: 'has \\u without four hexadecimal digits',
  InvalidEscapeCharacter: 'has a backslash before what needs none: write \\\\ for a backslash',
  InvalidCharacter: 'has a control character: write \\n or \\t',
};

/** Bytes: many times what a tenant has to say. */
const MOST_BYTES = 1024 * 1024;
/** Lines: what has more broken ones is no tenant file. */
const MOST_TOLD = 20;

/**
 * Reads a tenant file. It is JSON in which comments and trailing commas are allowed, in UTF-8, with
 * or without a byte order mark. Every mistake is told, one for each line; so is what keeps the file from being read.
 */
export function readTenantText(file: string): TenantText {
  try {
    const { size } = statSync(file);
    if (size > MOST_BYTES)
      return { problems: [`has ${size} bytes; allowed: ${MOST_BYTES}, and a tenant needs a few thousand`] };
    return parseTenantText(readFileSync(file));
  } catch (error) {
    const why = error instanceof RangeError ? 'it has too many lists or objects in each other' : messageOf(error);
    return { problems: [`cannot be read (${why})`] };
  }
}

/** The same, of what is in a file. */
function parseTenantText(bytes: Uint8Array): TenantText {
  if (bytes.includes(0)) return { problems: ['not UTF-8, but UTF-16 or no text at all; save it as UTF-8'] };
  const text = new TextDecoder().decode(bytes);
  if (text.trim() === '') return { problems: ['not valid JSON: the file is empty; {} is enough'] };
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  if (!tree || errors.length > 0) return { problems: mistakesIn(text, errors) };
  return { content: valueOf(tree), problems: duplicateKeys(text) };
}

/** One mistake is often followed by others that it made; they come in the order of the text. */
function mistakesIn(text: string, errors: readonly ParseError[]): string[] {
  const ends = [...text.matchAll(/\n/g)].map(({ index }) => index);
  const first = new Map<number, string>();
  let before = 0;
  for (const { error, offset, length } of errors) {
    while ((ends[before] ?? offset) < offset) before += 1;
    const [line, column] = [before + 1, offset - (ends[before - 1] ?? -1)];
    const name = printParseErrorCode(error);
    if (first.has(line) || (first.size > 0 && name === 'EndOfFileExpected')) continue;
    if (first.size === MOST_TOLD) return [...first.values(), 'not valid JSON: and more lines behind these'];
    const seen = text.slice(offset, offset + Math.min(length, 40)).trim();
    const what = length === 0 ? 'the end of the file' : seen;
    const mistake = MISTAKES[name] ?? 'cannot be read';
    first.set(line, `not valid JSON: line ${line} column ${column}: ${what} ${mistake}`);
  }
  return [...first.values()];
}

/** `__proto__` is a key like any other. */
function valueOf({ type, value, children = [] }: Node): unknown {
  if (type === 'array') return children.map(valueOf);
  if (type !== 'object') return value;
  const entries = children.flatMap(({ children: [key, given] = [] }) =>
    key && given ? [[String(key.value), valueOf(given)] as const] : [],
  );
  return Object.fromEntries(entries);
}
