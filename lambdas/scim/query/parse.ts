/**
 * The grammar of filters and paths (RFC 7644 §3.4.2.2 figure 1, §3.5.2 figure 7), by its
 * productions.
 *
 *     FILTER     an attrExp, a logExp, a valuePath, or a FILTER in parentheses, before which `not`
 *                may stand
 *     attrExp    an attrPath and `pr`, or an attrPath, a compareOp and a compValue
 *     logExp     two FILTERs with `and` or `or` between them; `not` binds strongest, `or` weakest,
 *                and chains of one operator bind to the left
 *     valuePath  an attrPath and, in brackets, a valFilter: a FILTER on the parts of one value, in
 *                which there are no brackets again
 *     attrPath   an ATTRNAME, before it the URN of a schema and a colon, behind it a subAttr, each
 *                where it is needed
 *     subAttr    a dot and an ATTRNAME
 *     compareOp  eq ne co sw ew gt ge lt le
 *     compValue  a string, a number, true, false or null, as JSON writes them
 *     PATH       an attrPath, or a valuePath behind which a subAttr may stand
 *
 * Words have no case. What is taken beyond the RFC:
 *
 *   - white space of any kind and amount, and none where a bracket or a parenthesis parts the words
 *   - `emails[type eq "work"].value eq "x"`, which Entra sends: a valuePath, a subAttr and the rest
 *     of an attrExp mean the valuePath with both conditions, as both ask for one and the same value
 *   - a compValue without quotes (quirk unquoted-filter-values), and true, false, null in any case
 *   - an ATTRNAME that begins with `$` (`$ref`), and one with dots behind a URN (attr-path.ts)
 *   - an attribute that is called `not`, `and` or `or`, wherever no operator can stand
 *
 * What a name or a value means is not asked here but where a filter is bound (bind.ts), and so is
 * what is tolerated about it: an extension's attribute without its URN (quirk
 * extension-attributes-without-urn), booleans and numbers in quotes (quirks string-booleans and
 * string-numbers).
 *
 * What is not: text longer than 10,000 characters, parentheses more than 40 deep.
 */
import { invalidFilter, invalidPath } from '../errors.ts';
import type { AttributePath } from '../schemas/attribute-path.ts';
import { ATTRNAME, attrPathOf, withSub } from './attr-path.ts';
import { compValue } from './comp-value.ts';
import { COMPARE_OPS, type AttrExp, type CompareOp, type Filter, type Path, type ValuePath } from './syntax.ts';
import { expectEnd, isWord, peek, startReading, take, type ParseOptions, type Reader } from './token-reader.ts';

export const MAX_DEPTH = 40;

/** Parses a FILTER. Throws 400 `invalidFilter` that names the token and its position. */
export function parseFilter(text: string, options: ParseOptions = {}): Filter {
  const reader = startReading(text, options, 'filter', invalidFilter);
  const filter = orExp(reader, false);
  expectEnd(reader);
  return filter;
}

/** Parses a PATH. Throws 400 `invalidPath` that names the token and its position. */
export function parsePath(text: string, options: ParseOptions = {}): Path {
  const reader = startReading(text, options, 'path', invalidPath);
  const path = attrPath(reader);
  if (peek(reader).kind !== '[') {
    expectEnd(reader);
    return { attrPath: path };
  }
  const filter = valFilter(reader);
  const subAttribute = subAttr(reader, path);
  expectEnd(reader);
  return { attrPath: withSub(path, subAttribute), valFilter: filter };
}

/** The logExps of `or`, which join those of `and`. */
function orExp(reader: Reader, inBrackets: boolean): Filter {
  let left = andExp(reader, inBrackets);
  while (isWord(peek(reader), 'or')) {
    take(reader);
    left = { kind: 'logExp', operator: 'or', left, right: andExp(reader, inBrackets) };
  }
  return left;
}

function andExp(reader: Reader, inBrackets: boolean): Filter {
  let left = term(reader, inBrackets);
  while (isWord(peek(reader), 'and')) {
    take(reader);
    left = { kind: 'logExp', operator: 'and', left, right: term(reader, inBrackets) };
  }
  return left;
}

function term(reader: Reader, inBrackets: boolean): Filter {
  const token = peek(reader);
  if (isWord(token, 'not') && peek(reader, 1).kind === '(') {
    take(reader);
    return { kind: 'not', filter: group(reader, inBrackets) };
  }
  return token.kind === '(' ? group(reader, inBrackets) : attrExpOrValuePath(reader, inBrackets);
}

function group(reader: Reader, inBrackets: boolean): Filter {
  const open = take(reader);
  reader.depth += 1;
  if (reader.depth > MAX_DEPTH) throw reader.fail(`nested deeper than ${MAX_DEPTH} levels`, open);
  const filter = orExp(reader, inBrackets);
  const close = take(reader);
  if (close.kind !== ')') throw reader.fail('expected "and", "or" or ")"', close);
  reader.depth -= 1;
  return filter;
}

function attrExpOrValuePath(reader: Reader, inBrackets: boolean): Filter {
  const { at } = peek(reader);
  const path = attrPath(reader);
  if (peek(reader).kind !== '[') return attrExp(reader, path, at);
  if (inBrackets) throw reader.fail('brackets cannot stand within brackets', peek(reader));
  return valuePath(reader, path, at);
}

function valuePath(reader: Reader, path: AttributePath, at: number): ValuePath {
  const filter = valFilter(reader);
  const token = peek(reader);
  const name = subAttr(reader, path);
  if (name === undefined) return { kind: 'valuePath', attrPath: path, valFilter: filter, at };
  const right = attrExp(reader, { name }, token.at);
  const both: Filter = { kind: 'logExp', operator: 'and', left: filter, right };
  return { kind: 'valuePath', attrPath: path, valFilter: both, at };
}

/** With its brackets. */
function valFilter(reader: Reader): Filter {
  take(reader);
  const filter = orExp(reader, true);
  const close = take(reader);
  if (close.kind !== ']') throw reader.fail('expected "and", "or" or "]"', close);
  return filter;
}

/** The `.value` behind a closing bracket. */
function subAttr(reader: Reader, path: AttributePath): string | undefined {
  const token = peek(reader);
  if (token.kind !== 'word' || !token.text.startsWith('.')) return undefined;
  if (path.subAttribute !== undefined) throw reader.fail('a sub-attribute cannot have sub-attributes', token);
  take(reader);
  const name = token.text.slice(1);
  const isDeep = reader.options.deepNames && name.split('.').every((part) => ATTRNAME.test(part));
  if (!isDeep && !ATTRNAME.test(name)) throw reader.fail('expected the name of a sub-attribute after "."', token);
  return name;
}

const BY_WORD = new Map<string, CompareOp>(COMPARE_OPS.map((operator) => [operator, operator]));

/** What follows its attrPath. */
function attrExp(reader: Reader, path: AttributePath, at: number): AttrExp {
  const token = take(reader);
  const word = token.kind === 'word' ? token.text.toLowerCase() : '';
  if (word === 'pr') return { kind: 'attrExp', attrPath: path, compareOp: word, at };
  const compareOp = BY_WORD.get(word);
  if (!compareOp) throw reader.fail(`expected an operator (${COMPARE_OPS.join(', ')} or pr)`, token);
  return { kind: 'attrExp', attrPath: path, compareOp, compValue: compValue(reader), at };
}

function attrPath(reader: Reader): AttributePath {
  const token = take(reader);
  if (token.kind !== 'word') throw reader.fail('expected the name of an attribute', token);
  const path = attrPathOf(token.text, reader.options.deepNames);
  if (!path) throw reader.fail('this is not the name of an attribute', token);
  return path;
}
