import { expect } from 'expect';
import { afterAll, beforeAll, ofProfile, test } from '../harness/collect.ts';
import { openTarget, type Target } from '../harness/target.ts';
import { ENTERPRISE, USER, groupOf, make, patchOf, patching, refused } from './messages.ts';

const work = { type: 'work', value: 'w@example.com', primary: true };

export const patchRefusals = ofProfile('strict')('a PATCH that is refused (RFC 7644 §3.5.2, §3.12)', () => {
  let scim: Target;
  beforeAll(async () => {
    scim = await openTarget('strict');
  });
  afterAll(async () => scim.drop());

  const { user, patch, read } = patching(() => scim);

  test('a body must name the PatchOp schema and hold Operations with one op each', async () => {
    const ada = await user();
    const schemas = patchOf().schemas;
    const operation = { op: 'add', path: 'title', value: 'x' };
    for (const body of [
      { Operations: [operation] },
      { schemas: [USER], Operations: [operation] },
      { schemas },
      { schemas, Operations: operation },
      { schemas, Operations: [{ path: 'title', value: 'x' }] },
      { schemas, Operations: [{ ...operation, op: 'move' }] },
      { schemas, Operations: [{ ...operation, op: ['add'] }] },
      { schemas, Operations: ['add'] },
    ]) {
      refused(await scim.request('PATCH', ada.url, body), 400, 'invalidSyntax');
    }
    refused(await scim.request('PATCH', ada.url, patchOf()), 400, 'invalidValue');
  });

  test('add and replace need a value, remove needs a path', async () => {
    const ada = await user();
    refused(await patch(ada, { op: 'add', path: 'title' }), 400, 'invalidValue');
    refused(await patch(ada, { op: 'replace', path: 'title' }), 400, 'invalidValue');
    refused(await patch(ada, { op: 'remove' }), 400, 'noTarget');
  });

  test('read-only attributes are 400 mutability, by path or in a value', async () => {
    const ada = await user();
    refused(await patch(ada, { op: 'replace', path: 'id', value: 'x' }), 400, 'mutability');
    refused(await patch(ada, { op: 'add', path: 'groups', value: [{ value: 'x' }] }), 400, 'mutability');
    refused(await patch(ada, { op: 'replace', value: { meta: { version: 'x' } } }), 400, 'mutability');
    refused(await patch(ada, { op: 'add', path: `${ENTERPRISE}:manager.displayName`, value: 'x' }), 400, 'mutability');
  });

  test('an immutable sub-attribute that has a value is 400 mutability', async () => {
    const [a, b] = [await user(), await user()];
    const group = await make(scim, '/Groups', groupOf({ members: [{ value: a.id, type: 'User' }] }));
    const path = `members[value eq "${a.id}"]`;
    refused(await patch(group, { op: 'replace', path: `${path}.value`, value: b.id }), 400, 'mutability');
    refused(await patch(group, { op: 'replace', path: `${path}.type`, value: 'Group' }), 400, 'mutability');
    expect(await read(group)).toEqual(group.body);
  });

  test('a path that cannot be read, or names nothing, is 400 invalidPath', async () => {
    const ada = await user({ emails: [work] });
    for (const path of [
      'emails[',
      'emails[type eq "work"',
      'a b',
      '.x',
      'shoeSize',
      'name.shoeSize',
      'title[a eq 1]',
    ]) {
      refused(await patch(ada, { op: 'replace', path, value: 'x' }), 400, 'invalidPath');
    }
  });

  test('a filter in a path whose comparison makes no sense is 400 invalidFilter', async () => {
    const ada = await user({ emails: [work] });
    for (const path of ['emails[primary gt true].value', 'emails[shoeSize eq 1].value']) {
      refused(await patch(ada, { op: 'replace', path, value: 'x' }), 400, 'invalidFilter');
    }
  });

  test('a value of the wrong type is 400 invalidValue', async () => {
    const ada = await user({ emails: [work] });
    refused(await patch(ada, { op: 'replace', path: 'active', value: 'false' }), 400, 'invalidValue');
    refused(await patch(ada, { op: 'replace', path: 'title', value: 1 }), 400, 'invalidValue');
    refused(await patch(ada, { op: 'replace', path: 'emails[type eq "work"].value', value: {} }), 400, 'invalidValue');
    refused(await patch(ada, { op: 'add', path: 'name', value: 'Ada' }), 400, 'invalidValue');
    refused(await patch(ada, { op: 'replace', path: 'userName', value: '' }), 400, 'invalidValue');
    refused(await patch(ada, { op: 'replace', value: 'x' }), 400, 'invalidValue');
  });

  test('an unknown or deleted resource is 404', async () => {
    const ada = await user();
    await scim.request('DELETE', ada.url);
    refused(await patch(ada, { op: 'add', path: 'title', value: 'x' }), 404);
  });
});
