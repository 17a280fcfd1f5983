import { JSON_NUMBER } from './spelled.ts';
import type { CompValue } from './syntax.ts';
import { take, type Reader } from './token-reader.ts';

const KEYWORDS = new Map<string, CompValue>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/**
 * Reads a compValue: a string, a number, true, false or null, as JSON writes them, or a bare word.
 */
export function compValue(reader: Reader): CompValue {
  const token = take(reader);
  if (token.kind === 'string') return token.value;
  if (token.kind === 'word') {
    const keyword = KEYWORDS.get(token.text.toLowerCase());
    if (keyword !== undefined) return keyword;
    if (JSON_NUMBER.test(token.text) && Number.isFinite(Number(token.text))) return Number(token.text);
    // A word in single quotes was meant as a string: taken as it is, it would match nothing and
    // nobody would know why.
    if (reader.options.unquotedValues && !token.text.startsWith("'")) return token.text;
  }
  throw reader.fail('expected a value: a string in double quotes, a number, true, false or null', token);
}
