import { specifiedKeys } from '../../../lambdas/scim/resource/specified.ts';
import type { Attributes } from '../../../lambdas/scim/resource/resource.ts';
import { BADGE as B } from '../../support/tenant-schemas.ts';
import { entraGroup, strictBadged } from '../rules.ts';

const keys = (before: Attributes, after: Attributes, rules = strictBadged) => [...specifiedKeys(before, after, rules)];

describe('what is returned on request and was set by a write', () => {
  test.each<[string, Attributes, Attributes, string[]]>([
    ['a new value', {}, { [B]: { asked: 'a', text: 't' } }, [`${B}:asked`]],
    ['another value', { [B]: { asked: 'a' } }, { [B]: { asked: 'b' } }, [`${B}:asked`]],
    ['the same value', { [B]: { asked: 'a' } }, { [B]: { asked: 'a', text: 't' } }, []],
    ['a value that goes', { [B]: { asked: 'a' } }, {}, [`${B}:asked`]],
    ['attributes that are returned by default', {}, { userName: 'u', [B]: { text: 't', shown: 's' } }, []],
    ['what the service sets', {}, { groups: [{ value: 'g' }] }, []],
  ])('%s', (_case, before, after, expected) => {
    expect(keys(before, after)).toEqual(expected);
  });

  test("the names of members are the service's own", () => {
    expect(keys({}, { members: [{ value: 'a' }] }, entraGroup)).toEqual([]);
  });
});
