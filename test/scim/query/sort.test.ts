import type { Attributes } from '../../../lambdas/scim/resource/resource.ts';
import { compareSorted, readSorting, type SortValue } from '../../../lambdas/scim/query/sort.ts';
import { BADGE as B } from '../../support/tenant-schemas.ts';
import { ENTERPRISE as E, entraBadged, strictBadged, USER as U } from '../rules.ts';

const resource: Attributes = {
  userName: 'Straße',
  externalId: 'Ext',
  title: '',
  active: true,
  name: { givenName: 'Ada' },
  emails: [{ value: 'B' }, { value: 'A', primary: true, type: 'Work' }],
  phoneNumbers: [{ value: 'Z' }, { value: 'Y', primary: false }],
  meta: { created: '2027-01-31T08:00:00Z', lastModified: 'broken' },
  [E]: { department: 'R&D', manager: { value: 'M1' } },
  [B]: { whole: 7, texts: ['T2', 'T1'], flag: false },
  photos: 'broken',
};

describe('sorting', () => {
  test.each<[string, SortValue]>([
    ['userName', 'straße'],
    ['USERNAME', 'straße'],
    [`${U}:userName`, 'straße'],
    ['externalId', 'Ext'],
    ['title', null],
    ['nickName', null],
    ['active', 1],
    [`${B}:flag`, 0],
    [`${B}:whole`, 7],
    [`${B}:texts`, 't2'],
    ['name.givenName', 'ada'],
    ['name.familyName', null],
    ['emails', 'a'],
    ['emails.value', 'a'],
    ['emails.type', 'work'],
    ['phoneNumbers', 'z'],
    ['meta.created', Date.UTC(2027, 0, 31, 8)],
    ['meta.lastModified', null],
    [`${E}:department`, 'r&d'],
    [`${E}:manager`, 'M1'],
    [`${E}:manager.$ref`, null],
    ['photos', null],
    ['photos.value', null],
    ['addresses.locality', null],
  ])('by %s it is %j that counts', (sortBy, value) => {
    for (const rules of [entraBadged, strictBadged])
      expect(readSorting(sortBy, undefined, rules)?.valueOf(resource)).toBe(value);
  });

  test('an extension that is not there has no value', () => {
    expect(readSorting(`${E}:department`, undefined, strictBadged)?.valueOf({ userName: 'a' })).toBeNull();
    expect(readSorting('department', undefined, entraBadged)?.valueOf(resource)).toBe('r&d');
  });

  test.each<[string | undefined, boolean]>([
    [undefined, false],
    ['ascending', false],
    ['Ascending', false],
    ['descending', true],
    ['DESCENDING', true],
  ])('sortOrder=%s', (sortOrder, descending) => {
    expect(readSorting('title', sortOrder, strictBadged)?.descending).toBe(descending);
    expect(readSorting(undefined, sortOrder, strictBadged)).toBeUndefined();
  });

  test.each<[string | undefined, string | undefined, string]>([
    ['title', 'up', '"sortOrder" is "up"; it must be "ascending" or "descending"'],
    ['title', 'xdescending', '"sortOrder" is "xdescending"; it must be "ascending" or "descending"'],
    ['title', 'ascendingx', '"sortOrder" is "ascendingx"; it must be "ascending" or "descending"'],
    [undefined, 'up', '"sortOrder" is "up"; it must be "ascending" or "descending"'],
    ['unknown', undefined, '"sortBy" is "unknown", which User does not have; see /Schemas'],
    [E, undefined, `"sortBy" is "${E}", which User does not have; see /Schemas`],
    ['a b', undefined, '"sortBy" is "a b"; it must be the name of an attribute'],
    ['name', undefined, '"sortBy" is "name", which is complex; name a sub-attribute such as "name.formatted"'],
    ['password', undefined, '"sortBy" is "password", which is never returned'],
    [`${B}:chip.pin`, undefined, `"sortBy" is "${B}:chip.pin", which is never returned`],
  ])('sortBy=%s sortOrder=%s is refused', (sortBy, sortOrder, message) => {
    expect(() => readSorting(sortBy, sortOrder, strictBadged)).toThrow(
      expect.objectContaining({ status: 400, scimType: 'invalidValue', message }),
    );
  });

  test('orders by value, then by id; no value is last, and first when descending', () => {
    const all = [
      { id: '5' },
      { id: '4', sortValue: 'b' },
      { id: '1', sortValue: 'b' },
      { id: '3', sortValue: 'a' },
      { id: '2', sortValue: null },
    ];
    const ids = (descending: boolean) => all.toSorted((a, b) => compareSorted(a, b, descending)).map(({ id }) => id);
    expect(ids(false)).toEqual(['3', '1', '4', '2', '5']);
    expect(ids(true)).toEqual(['5', '2', '4', '1', '3']);
    const order = (a: SortValue, b: SortValue) =>
      compareSorted({ id: 'x', sortValue: a }, { id: 'x', sortValue: b }, false);
    expect([order(9, 10), order(10, 9), order(7, 7), order('a', 'a')].map(Math.sign)).toEqual([-1, 1, 0, 0]);
    expect(order(10, '9')).toBe(-1);
  });
});
