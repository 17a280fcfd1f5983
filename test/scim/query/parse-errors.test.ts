import { MAX_DEPTH, parseFilter, parsePath } from '../../../lambdas/scim/query/parse.ts';
import { MAX_LENGTH } from '../../../lambdas/scim/query/token-reader.ts';

const OPERATOR = 'expected an operator (eq, ne, co, sw, ew, gt, ge, lt, le or pr)';
const VALUE = 'expected a value: a string in double quotes, a number, true, false or null';
const NAME = 'expected the name of an attribute';
const NO_NAME = 'this is not the name of an attribute';
const MORE = 'unexpected text after a complete expression';
const nested = (levels: number): string => `${'('.repeat(levels)}title pr${')'.repeat(levels)}`;

/** [text, what is wrong with it and where]. */
type Row = [string, string];

describe('what a filter that cannot be parsed is told', () => {
  test.each<Row>([
    ['', `${NAME}, at position 1 (the end)`],
    [' ', `${NAME}, at position 2 (the end)`],
    ['title', `${OPERATOR}, at position 6 (the end)`],
    ['title ', `${OPERATOR}, at position 7 (the end)`],
    ['"x" eq 1', `${NAME}, at position 1: ""x""`],
    ['title is "x"', `${OPERATOR}, at position 7: "is"`],
    ['title (', `${OPERATOR}, at position 7: "("`],
    [`title ${'y'.repeat(100)}`, `${OPERATOR}, at position 7: "${'y'.repeat(80)}"`],
    ['title eq', `${VALUE}, at position 9 (the end)`],
    ['title eq (', `${VALUE}, at position 10: "("`],
    ['title eq x', `${VALUE}, at position 10: "x"`],
    ['title eq "x" and', `${NAME}, at position 17 (the end)`],
    ['title eq "x"  y', `${MORE}, at position 15: "y"`],
    ['title pr)', `${MORE}, at position 9: ")"`],
    ['(title pr', 'expected "and", "or" or ")", at position 10 (the end)'],
    ['(title pr]', 'expected "and", "or" or ")", at position 10: "]"'],
    ['not title pr', `${OPERATOR}, at position 5: "title"`],
    ['not(title pr', 'expected "and", "or" or ")", at position 13 (the end)'],
    ['not', `${OPERATOR}, at position 4 (the end)`],
    ['emails[type pr', 'expected "and", "or" or "]", at position 15 (the end)'],
    ['emails[type pr)', 'expected "and", "or" or "]", at position 15: ")"'],
    ['emails[a[b pr]]', 'brackets cannot stand within brackets, at position 9: "["'],
    ['emails.value[type pr].x eq 1', 'a sub-attribute cannot have sub-attributes, at position 22: ".x"'],
    ['emails[type pr].1 eq 1', 'expected the name of a sub-attribute after ".", at position 16: ".1"'],
    ['emails[type pr]x', `${MORE}, at position 16: "x"`],
    ['emails[type pr]".x"', `${MORE}, at position 16: "".x""`],
    ['emails[type pr].value', `${OPERATOR}, at position 22 (the end)`],
    ['1title pr', `${NO_NAME}, at position 1: "1title"`],
    ['ti!tle pr', `${NO_NAME}, at position 1: "ti!tle"`],
    ['a.b.c pr', `${NO_NAME}, at position 1: "a.b.c"`],
    ['a. pr', `${NO_NAME}, at position 1: "a."`],
    ['1urn:x:title pr', `${NO_NAME}, at position 1: "1urn:x:title"`],
    ['title eq "x', 'the string that begins with "x is not closed by a double quote, at position 10'],
    ['  title eq  "x ', 'the string that begins with "x is not closed by a double quote, at position 13'],
    [
      `title eq "${'x'.repeat(50)}`,
      `the string that begins with "${'x'.repeat(19)} is not closed by a double quote, at position 10`,
    ],
    ['title eq "\\x"', '"\\x" is not a valid JSON string, at position 10'],
    [`title eq "\\x${'y'.repeat(50)}"`, `"\\x${'y'.repeat(37)} is not a valid JSON string, at position 10`],
    ['title eq 01', `${VALUE}, at position 10: "01"`],
    ['title eq 1.', `${VALUE}, at position 10: "1."`],
    ['title eq .5', `${VALUE}, at position 10: ".5"`],
    ['title eq 1.5x', `${VALUE}, at position 10: "1.5x"`],
    ['title eq -', `${VALUE}, at position 10: "-"`],
    ['title eq 1e', `${VALUE}, at position 10: "1e"`],
    ['title eq 1e999', `${VALUE}, at position 10: "1e999"`],
    ['title eq +1', `${VALUE}, at position 10: "+1"`],
    ['title eq 1x', `${VALUE}, at position 10: "1x"`],
    ['title eq x1', `${VALUE}, at position 10: "x1"`],
    ['title eq 0x1', `${VALUE}, at position 10: "0x1"`],
    [nested(MAX_DEPTH + 1), `nested deeper than ${MAX_DEPTH} levels, at position ${MAX_DEPTH + 1}: "("`],
  ])('%s', (text, detail) => {
    expect(() => parseFilter(text)).toThrow(
      expect.objectContaining({ status: 400, scimType: 'invalidFilter', message: `filter: ${detail}` }),
    );
  });

  test('groups side by side are not nested, and the deepest nesting and the longest text are taken', () => {
    expect(parseFilter(nested(MAX_DEPTH))).toMatchObject({ kind: 'attrExp', compareOp: 'pr' });
    expect(parseFilter(Array.from({ length: 100 }, () => '(title pr)').join(' or '))).toMatchObject({
      kind: 'logExp',
      operator: 'or',
    });
    const longest = `title eq "${'x'.repeat(MAX_LENGTH - 11)}"`;
    expect(longest).toHaveLength(MAX_LENGTH);
    expect(parseFilter(longest)).toMatchObject({ kind: 'attrExp', compareOp: 'eq' });
    expect(() => parseFilter(`${longest} `)).toThrow('the filter is 10001 characters long; at most 10000 are allowed');
  });
});

describe('what a path that cannot be parsed is told', () => {
  test.each<Row>([
    ['', `${NAME}, at position 1 (the end)`],
    ['a b', `${MORE}, at position 3: "b"`],
    ['.value', `${NO_NAME}, at position 1: ".value"`],
    ['emails[', `${NAME}, at position 8 (the end)`],
    ['emails[]', `${NAME}, at position 8: "]"`],
    ['emails[type eq "work"', 'expected "and", "or" or "]", at position 22 (the end)'],
    ['emails[type eq "work"]value', `${MORE}, at position 23: "value"`],
    ['a..b', `${NO_NAME}, at position 1: "a..b"`],
    ['a.1', `${NO_NAME}, at position 1: "a.1"`],
    ['emails[type eq "x"].', 'expected the name of a sub-attribute after ".", at position 20: "."'],
    ['emails[type eq "x"].a.b', 'expected the name of a sub-attribute after ".", at position 20: ".a.b"'],
    ['emails.value[type eq "x"].display', 'a sub-attribute cannot have sub-attributes, at position 26: ".display"'],
    ['"a"', `${NAME}, at position 1: ""a""`],
    ['urn:x:a!b', `${NO_NAME}, at position 1: "urn:x:a!b"`],
    ['urn:x:!a', `${NO_NAME}, at position 1: "urn:x:!a"`],
    ['urn:x!y:a', `${NO_NAME}, at position 1: "urn:x!y:a"`],
    ['!urn:x:a', `${NO_NAME}, at position 1: "!urn:x:a"`],
    [':a', `${NO_NAME}, at position 1: ":a"`],
    ['a "b', 'the string that begins with "b is not closed by a double quote, at position 3'],
  ])('%s', (text, detail) => {
    expect(() => parsePath(text)).toThrow(
      expect.objectContaining({ status: 400, scimType: 'invalidPath', message: `path: ${detail}` }),
    );
  });

  test('one that is too long is told so', () => {
    expect(() => parsePath('x'.repeat(10_001))).toThrow('the path is 10001 characters long; at most 10000 are allowed');
  });
});
