import { invalidFilter, invalidPath, type ScimError } from '../errors.ts';
import type { AttributePath } from '../schemas/resource-type.ts';
import { OPERATORS, type Filter, type Literal, type Operator, type PatchPath } from './ast.ts';
import { tokenize, type Token } from './lexer.ts';

/** Longest text and deepest nesting that is parsed: a filter comes from a stranger. 10,000 characters are more than a URL can hold. */
export const MAX_LENGTH = 10_000;
export const MAX_DEPTH = 40;

export interface ParseOptions {
  /** Entra's old dialect leaves quotes out: `externalId eq jyoung` (quirk unquoted-filter-values). */
  readonly unquotedValues?: boolean;
}

interface Parser {
  readonly tokens: readonly Token[];
  readonly options: ParseOptions;
  readonly fail: (message: string, token: Token) => ScimError;
  next: number;
  depth: number;
}

/** Parses a filter (RFC 7644 §3.4.2.2, figure 1). Throws 400 `invalidFilter` that names the token and its position. */
export function parseFilter(text: string, options: ParseOptions = {}): Filter {
  const parser = start(text, options, 'filter', invalidFilter);
  const filter = parseOr(parser, false);
  expectEnd(parser);
  return filter;
}

/** Parses the path of a PATCH operation (RFC 7644 §3.5.2, figure 7). Throws 400 `invalidPath`. */
export function parsePath(text: string, options: ParseOptions = {}): PatchPath {
  const parser = start(text, options, 'path', invalidPath);
  const path = parseAttributePath(parser);
  if (peek(parser).kind !== '[') {
    expectEnd(parser);
    return { path };
  }
  const filter = parseBrackets(parser);
  const subAttribute = parseSubAttribute(parser, path);
  expectEnd(parser);
  return { path: subAttribute === undefined ? path : { ...path, subAttribute }, filter };
}

function start(text: string, options: ParseOptions, what: string, error: (detail: string) => ScimError): Parser {
  if (text.length > MAX_LENGTH)
    throw error(`the ${what} is ${text.length} characters long; at most ${MAX_LENGTH} are allowed`);
  const tokens = tokenize(text);
  if (!Array.isArray(tokens)) {
    const { error: message, at } = tokens as { error: string; at: number };
    throw error(`${what}: ${message}, at position ${at}`);
  }
  const fail = (message: string, token: Token): ScimError =>
    error(
      `${what}: ${message}, at position ${token.at}${token.kind === 'end' ? ' (the end)' : `: "${token.text.slice(0, 80)}"`}`,
    );
  return { tokens: tokens as readonly Token[], options, fail, next: 0, depth: 0 };
}

const peek = (parser: Parser): Token => parser.tokens[parser.next] as Token;

function take(parser: Parser): Token {
  const token = peek(parser);
  if (token.kind !== 'end') parser.next += 1;
  return token;
}

const isWord = (token: Token, word: string): boolean => token.kind === 'word' && token.text.toLowerCase() === word;

function expectEnd(parser: Parser): void {
  const token = peek(parser);
  if (token.kind !== 'end') throw parser.fail('unexpected text after a complete expression', token);
}

/** `or` binds weaker than `and`, `and` weaker than `not` (RFC 7644 §3.4.2.2, precedence). */
function parseOr(parser: Parser, inBrackets: boolean): Filter {
  let left = parseAnd(parser, inBrackets);
  while (isWord(peek(parser), 'or')) {
    take(parser);
    left = { kind: 'or', left, right: parseAnd(parser, inBrackets) };
  }
  return left;
}

function parseAnd(parser: Parser, inBrackets: boolean): Filter {
  let left = parseTerm(parser, inBrackets);
  while (isWord(peek(parser), 'and')) {
    take(parser);
    left = { kind: 'and', left, right: parseTerm(parser, inBrackets) };
  }
  return left;
}

function parseTerm(parser: Parser, inBrackets: boolean): Filter {
  const token = peek(parser);
  const following = parser.tokens[parser.next + 1];
  if (isWord(token, 'not') && following?.kind === '(') {
    take(parser);
    return { kind: 'not', filter: parseGroup(parser, inBrackets) };
  }
  if (token.kind === '(') return parseGroup(parser, inBrackets);
  return parseExpression(parser, inBrackets);
}

function parseGroup(parser: Parser, inBrackets: boolean): Filter {
  const open = take(parser);
  parser.depth += 1;
  if (parser.depth > MAX_DEPTH) throw parser.fail(`nested deeper than ${MAX_DEPTH} levels`, open);
  const filter = parseOr(parser, inBrackets);
  const close = take(parser);
  if (close.kind !== ')') throw parser.fail('expected "and", "or" or ")"', close);
  parser.depth -= 1;
  return filter;
}

function parseExpression(parser: Parser, inBrackets: boolean): Filter {
  const { at } = peek(parser);
  const path = parseAttributePath(parser);
  if (peek(parser).kind === '[') {
    if (inBrackets) throw parser.fail('brackets cannot stand within brackets', peek(parser));
    return parseValuePath(parser, path, at);
  }
  return parseComparison(parser, path, at);
}

/**
 * `emails[type eq "work"]`, and Entra's `emails[type eq "work"].value eq "x"`, which the RFC's grammar lacks: the same as
 * `emails[type eq "work" and value eq "x"]`, because both ask for one element that meets both conditions.
 */
function parseValuePath(parser: Parser, path: AttributePath, at: number): Filter {
  const inner = parseBrackets(parser);
  const token = peek(parser);
  const subAttribute = parseSubAttribute(parser, path);
  if (subAttribute === undefined) return { kind: 'element', path, filter: inner, at };
  const comparison = parseComparison(parser, { name: subAttribute }, token.at);
  return { kind: 'element', path, filter: { kind: 'and', left: inner, right: comparison }, at };
}

function parseBrackets(parser: Parser): Filter {
  take(parser);
  const inner = parseOr(parser, true);
  const close = take(parser);
  if (close.kind !== ']') throw parser.fail('expected "and", "or" or "]"', close);
  return inner;
}

/** The `.value` behind a closing bracket. */
function parseSubAttribute(parser: Parser, path: AttributePath): string | undefined {
  const token = peek(parser);
  if (token.kind !== 'word' || !token.text.startsWith('.')) return undefined;
  if (path.subAttribute !== undefined) throw parser.fail('a sub-attribute cannot have sub-attributes', token);
  take(parser);
  const name = token.text.slice(1);
  if (!NAME.test(name)) throw parser.fail('expected the name of a sub-attribute after "."', token);
  return name;
}

function parseComparison(parser: Parser, path: AttributePath, at: number): Filter {
  const token = take(parser);
  const operator = token.kind === 'word' ? token.text.toLowerCase() : '';
  if (operator === 'pr') return { kind: 'present', path, at };
  if (!(OPERATORS as readonly string[]).includes(operator)) {
    throw parser.fail(`expected an operator (${OPERATORS.join(', ')} or pr)`, token);
  }
  return { kind: 'compare', path, operator: operator as Operator, value: parseLiteral(parser), at };
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const KEYWORDS = new Map<string, Literal>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function parseLiteral(parser: Parser): Literal {
  const token = take(parser);
  if (token.kind === 'string') return token.value;
  if (token.kind === 'word') {
    const keyword = KEYWORDS.get(token.text.toLowerCase());
    if (keyword !== undefined) return keyword;
    if (NUMBER.test(token.text) && Number.isFinite(Number(token.text))) return Number(token.text);
    // A word in single quotes was meant as a string: taken as it is, it would match nothing and nobody would know why.
    if (parser.options.unquotedValues && !token.text.startsWith("'")) return token.text;
  }
  throw parser.fail('expected a value: a string in double quotes, a number, true, false or null', token);
}

/** ATTRNAME of RFC 7643 §2.1, and `$ref`. */
const NAME = /^[A-Za-z$][A-Za-z0-9_$-]*$/;
const URN = /^[A-Za-z][A-Za-z0-9_$.:/%+~@-]*$/;

function parseAttributePath(parser: Parser): AttributePath {
  const token = take(parser);
  if (token.kind !== 'word') throw parser.fail('expected the name of an attribute', token);
  const path = splitPath(token.text);
  if (!path) throw parser.fail('this is not the name of an attribute', token);
  return path;
}

/**
 * Takes `name`, `name.sub`, `<urn>:name` and `<urn>:name.sub` apart (RFC 7644 §3.10). A URN that ends in a version ("…:1.0") keeps it as the
 * name: whether that is a schema is known only to the schemas.
 */
function splitPath(text: string): AttributePath | undefined {
  const colon = text.lastIndexOf(':');
  const last = text.slice(colon + 1);
  const [name = '', subAttribute, ...more] = last.split('.');
  const plain = more.length === 0 && NAME.test(name) && (subAttribute === undefined || NAME.test(subAttribute));
  if (colon === -1) return plain ? withSub({ name }, subAttribute) : undefined;
  const urn = text.slice(0, colon);
  if (!URN.test(urn)) return undefined;
  if (plain) return withSub({ urn, name }, subAttribute);
  return /^[A-Za-z0-9._-]+$/.test(last) ? { urn, name: last } : undefined;
}

const withSub = (path: AttributePath, subAttribute: string | undefined): AttributePath =>
  subAttribute === undefined ? path : { ...path, subAttribute };
