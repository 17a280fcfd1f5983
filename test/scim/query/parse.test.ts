import type { CompValue } from '../../../lambdas/scim/query/syntax.ts';
import { parseFilter, parsePath } from '../../../lambdas/scim/query/parse.ts';
import { printFilter } from '../../../lambdas/scim/query/print.ts';
import { printPath } from './print-path.ts';
import { withoutPositions } from './without-positions.ts';

const present = (attrPath: object, at: number) => ({ kind: 'attrExp', attrPath, compareOp: 'pr', at });

describe('parser of filters', () => {
  test.each([
    [
      'title pr and userType eq "Employee" or active eq true',
      '(title pr and userType eq "Employee") or active eq true',
    ],
    [
      'title pr or userType eq "Employee" and active eq true',
      'title pr or (userType eq "Employee" and active eq true)',
    ],
    ['not (title pr) and active eq true', '(not (title pr)) and active eq true'],
    ['TITLE PR AND NOT(active EQ TRUE)', 'TITLE pr and not (active eq true)'],
    ['emails[type eq "work"].value eq "x"', 'emails[type eq "work" and value eq "x"]'],
    ['emails[type eq "a" or type eq "b"].value eq "x"', 'emails[(type eq "a" or type eq "b") and value eq "x"]'],
  ])('%s means %s', (one, other) => {
    expect(withoutPositions(parseFilter(one))).toEqual(withoutPositions(parseFilter(other)));
  });

  test.each<[string, CompValue]>([
    ['0', 0],
    ['7', 7],
    ['-7', -7],
    ['10', 10],
    ['10.25', 10.25],
    ['1e3', 1000],
    ['1E+3', 1000],
    ['2e-10', 2e-10],
    ['true', true],
    ['FALSE', false],
    ['Null', null],
    ['""', ''],
    ['"\\"\\\\"', '"\\'],
  ])('the value %s is read', (text, value) => {
    expect(parseFilter(`title eq ${text}`)).toMatchObject({ compValue: value });
  });

  test.each<[string, unknown]>([
    ['  title pr', present({ name: 'title' }, 3)],
    [
      'title pr and  name pr',
      {
        kind: 'logExp',
        operator: 'and',
        left: present({ name: 'title' }, 1),
        right: present({ name: 'name' }, 15),
      },
    ],
    ['not (title pr)', { kind: 'not', filter: present({ name: 'title' }, 6) }],
    [
      'emails[ type pr].value eq 1',
      {
        kind: 'valuePath',
        attrPath: { name: 'emails' },
        valFilter: {
          kind: 'logExp',
          operator: 'and',
          left: present({ name: 'type' }, 9),
          right: { kind: 'attrExp', attrPath: { name: 'value' }, compareOp: 'eq', compValue: 1, at: 17 },
        },
        at: 1,
      },
    ],
    [
      'urn:a:b:2.0:User:name.familyName pr',
      present({ urn: 'urn:a:b:2.0:User', name: 'name', subAttribute: 'familyName' }, 1),
    ],
    ['urn:a:b:2.0 pr', present({ urn: 'urn:a:b', name: '2.0' }, 1)],
    ['not eq 1', { kind: 'attrExp', attrPath: { name: 'not' }, compareOp: 'eq', compValue: 1, at: 1 }],
  ])('%s is this tree', (text, tree) => {
    expect(parseFilter(text)).toEqual(tree);
  });

  test.each([
    'title pr',
    'title eq "a \\"b\\""',
    'a pr and b pr and c pr',
    'a pr and (b pr and c pr)',
    'a pr or b pr or c pr',
    'a pr or (b pr or c pr)',
    '(a pr or b pr) and c pr',
    'a pr or b pr and c pr',
    'a pr and (b pr or c pr)',
    'not (a pr and not (b pr))',
    'emails[type eq "x" or (a pr or b pr)]',
  ])('%s prints back as it was', (text) => {
    expect(printFilter(parseFilter(text))).toBe(text);
  });

  test('keeps what a string escapes', () => {
    expect(parseFilter('title eq "a \\"b\\" \\u00e9 ) and ("')).toMatchObject({ compValue: 'a "b" é ) and (' });
  });

  test('takes unquoted values only where the profile does', () => {
    expect(parseFilter('externalId eq jyoung@x.com', { unquotedValues: true })).toMatchObject({
      compValue: 'jyoung@x.com',
    });
    expect(parseFilter('externalId eq 01', { unquotedValues: true })).toMatchObject({ compValue: '01' });
    expect(() => parseFilter('externalId eq jyoung')).toThrow(/expected a value/);
  });
});

describe('parser of paths', () => {
  test.each([
    'userName',
    'name.givenName',
    'members[value eq "2819c223"]',
    'emails[type eq "work"].value',
    'members[value eq "x"].$ref',
    'urn:ietf:params:scim:schemas:core:2.0:User:name.familyName',
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager',
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
    'urn:example:1.0',
  ])('%s prints back as it was', (text) => {
    expect(printPath(parsePath(text))).toBe(text);
  });

  test.each([
    '',
    ' ',
    'a b',
    '.value',
    'emails[',
    'emails[]',
    'emails[type eq "work"]value',
    'a.b.c',
    'emails[type eq "x"].',
    '1a',
    'a[b[c pr]]',
  ])('"%s" is refused as invalidPath', (text) => {
    expect(() => parsePath(text)).toThrow(expect.objectContaining({ scimType: 'invalidPath' }));
  });
});
