import { lossOf } from '../../lambdas/life/loss-of-change.ts';
import type { StoredResource } from '../../lambdas/life/stored-resource.ts';

const URN = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const person = (attributes: StoredResource['attributes'], more: Partial<StoredResource> = {}): StoredResource => ({
  type: 'User',
  id: 'a',
  version: 1,
  created: '',
  lastModified: '',
  attributes,
  ...more,
});
const FULL = { userName: 'a', active: true, title: 't', nickName: 'n', [URN]: { department: 'd', division: 'e' } };

test.each<[string, StoredResource['attributes'], ReturnType<typeof lossOf>]>([
  ['a bare PUT', { userName: 'a', active: true }, 'wiped'],
  ['values that say nothing', { ...FULL, title: '', nickName: ' ', [URN]: { department: null } }, 'wiped'],
  ['an extension, which is less than half', { userName: 'a', active: true, title: 't', nickName: 'n' }, undefined],
  ['one attribute', { ...FULL, title: '' }, undefined],
  ['another value', { ...FULL, title: 'u', nickName: 'o', userName: 'b' }, undefined],
])('%s', (_case, after, expected) => {
  expect(lossOf(person(FULL), person(after))).toBe(expected);
});

test('the only other attribute of somebody is not most of it', () => {
  expect(lossOf(person({ userName: 'a', title: 't' }), person({ userName: 'a' }))).toBeUndefined();
});

test('a deactivation, a DELETE, a removal, and a blank revival', () => {
  const gone = { softDeletedAt: '1', deletedAt: '1' };
  expect(lossOf(person(FULL), person(FULL, { softDeletedAt: '1' }))).toBe('gone');
  expect(lossOf(person(FULL, { softDeletedAt: '1' }), person(FULL, gone))).toBe('gone');
  expect(lossOf(person(FULL), undefined)).toBe('gone');
  expect(lossOf(person(FULL, gone), person({ userName: 'a' }))).toBe('wiped');
  expect(lossOf(person(FULL, gone), person(FULL))).toBeUndefined();
  expect(lossOf(person(FULL, gone), person({}, { ...gone, erasedAt: '2' }))).toBeUndefined();
});
