import { everything, project, readProjection, selects } from '../../../lambdas/scim/resource/projection.ts';
import { renderResource } from '../../../lambdas/scim/resource/render.ts';
import type { Json } from '../../../lambdas/scim/json.ts';
import type { Attribute } from '../../../lambdas/scim/schemas/attribute.ts';
import { groupType } from '../../../lambdas/tenant/resource-types.ts';
import { BADGE as B } from '../../support/tenant-schemas.ts';
import { ENTERPRISE as E, entraBadged, strictBadged, USER as U } from '../rules.ts';

const manager = { value: 'm', $ref: 'r' };
const emails: Json = [{ type: 'work', value: 'w' }, { type: 'home' }];
const badge = { text: 't', shown: 's', hidden: 'h', asked: 'a', secret: 'x', chip: { color: 'r', pin: 'p' } };
const attributes = {
  externalId: 'e',
  userName: 'u',
  password: 'p',
  name: { givenName: 'g', familyName: 'f' },
  emails,
  groups: [{ value: 'g1' }],
  [E]: { department: 'd', manager },
  [B]: badge,
};
const rendered = renderResource(
  { type: 'User', id: 'i', version: 7, created: 'c', lastModified: 'l', attributes },
  strictBadged.type,
  'https://x/scim/v2',
);
const always = { schemas: [U, E, B], id: 'i' };
const meta = {
  resourceType: 'User',
  created: 'c',
  lastModified: 'l',
  location: 'https://x/scim/v2/Users/i',
  version: 'W/"7"',
};
/** What is always returned, and the one attribute of the extension that is. */
const least = { ...always, [B]: { shown: 's' } };
const visible = {
  ...always,
  externalId: 'e',
  userName: 'u',
  name: attributes.name,
  emails,
  [E]: { department: 'd', manager },
  [B]: { text: 't', shown: 's', chip: { color: 'r' } },
  meta,
};
const without = (...names: string[]) =>
  Object.fromEntries(Object.entries(visible).filter(([name]) => !names.includes(name)));

describe('what an answer shows', () => {
  test('by default everything but what is returned on request or never', () => {
    expect(readProjection(undefined, undefined, strictBadged)).toBe(everything);
    const shown = project(rendered, everything, strictBadged);
    expect(shown).toStrictEqual(visible);
    expect(Object.keys(shown).slice(0, 2)).toEqual(['schemas', 'id']);
    expect(Object.keys(shown).at(-1)).toBe('meta');
  });

  test.each<[string[], object]>([
    [[], least],
    [['userName'], { ...least, userName: 'u' }],
    [['USERNAME', 'Name.GivenName'], { ...least, userName: 'u', name: { givenName: 'g' } }],
    [['name', 'name.givenName'], { ...least, name: attributes.name }],
    [['name.middleName'], least],
    [['emails.value'], { ...least, emails: [{ value: 'w' }] }],
    [['emails.display'], least],
    [['emails[type eq "work"].value'], { ...least, emails: [{ value: 'w' }] }],
    [['emails[type eq work]'], { ...least, emails }],
    [['meta.version'], { ...least, meta: { version: 'W/"7"' } }],
    [['meta'], { ...least, meta }],
    [['password', `${B}:hidden`, `${B}:secret`], least],
    [['groups'], { ...least, groups: [{ value: 'g1' }] }],
    [[`${B}:asked`], { ...least, [B]: { shown: 's', asked: 'a' } }],
    [[`${B}:chip.pin`], least],
    [[B], { ...least, [B]: { text: 't', shown: 's', chip: { color: 'r' } } }],
    [[E], { ...least, [E]: { department: 'd', manager } }],
    [[`${E}:manager`], { ...least, [E]: { manager } }],
    [[`${E.toUpperCase()}:MANAGER.value`], { ...least, [E]: { manager: { value: 'm' } } }],
    [[U], { ...without(E), groups: [{ value: 'g1' }], [B]: { shown: 's' } }],
  ])('attributes=%j', (names, expected) => {
    expect(project(rendered, readProjection(names, undefined, strictBadged), strictBadged)).toStrictEqual(expected);
  });

  test.each<[string[], object]>([
    [[], visible],
    [['userName', 'meta', 'emails'], without('userName', 'meta', 'emails')],
    [['name.givenName'], { ...visible, name: { familyName: 'f' } }],
    [['name.givenName', 'name.familyName'], without('name')],
    [['emails.type'], { ...visible, emails: [{ value: 'w' }] }],
    [['id', 'schemas', `${B}:shown`], visible],
    [[E], without(E)],
    [[B], { ...visible, [B]: { shown: 's' } }],
    [[`${E}:manager`], { ...visible, [E]: { department: 'd' } }],
    [[`${E}:manager`, `${E}:department`], without(E)],
    [[`${E}:manager.$ref`], { ...visible, [E]: { department: 'd', manager: { value: 'm' } } }],
    [[`${B}:asked`], visible],
    [[U], { ...least, [E]: { department: 'd', manager }, [B]: visible[B] }],
  ])('excludedAttributes=%j', (names, expected) => {
    expect(project(rendered, readProjection(undefined, names, strictBadged), strictBadged)).toStrictEqual(expected);
  });

  test('names that cannot be read, and both lists at once, are refused', () => {
    const refused = (names: string[], message: string, rules = strictBadged) =>
      expect(() => readProjection(names, undefined, rules)).toThrow(
        expect.objectContaining({ status: 400, scimType: 'invalidValue', message }),
      );
    const BAD = 'in "attributes" or "excludedAttributes" is not the name of an attribute';
    for (const rules of [entraBadged, strictBadged]) {
      refused(['a b'], `"a b" ${BAD}`, rules);
      refused([`${'x'.repeat(100)}!`], `"${'x'.repeat(80)}" ${BAD}`, rules);
      expect(() => readProjection(['a'], ['b'], rules)).toThrow(
        '"attributes" and "excludedAttributes" exclude each other; send one of them',
      );
    }
    const unknown = 'is not an attribute of User; the attributes are listed at /Schemas';
    refused(['unknown'], `"unknown" ${unknown}`);
    refused(['manager'], `"manager" ${unknown}`);
    refused([`urn:x:${'y'.repeat(100)}`], `"urn:x:${'y'.repeat(74)}" ${unknown}`);
  });

  test('in the profile entra an unknown name selects nothing, and a bare one may belong to an extension', () => {
    const shown = project(
      rendered,
      readProjection(['unknown', 'urn:x:y', 'manager'], undefined, entraBadged),
      entraBadged,
    );
    expect(shown).toEqual({ ...least, [E]: { manager } });
  });

  test('tells before reading whether an attribute is wanted', () => {
    const members = groupType.schema.attributes.find(({ name }) => name === 'members') as Attribute;
    const rules = { ...strictBadged, type: groupType };
    const wanted = (only?: string[], not?: string[]) => selects(readProjection(only, not, rules), members);
    expect([wanted(), wanted(['members']), wanted(['members.value']), wanted(['displayName'])]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect([wanted(undefined, ['members']), wanted(undefined, ['displayName'])]).toEqual([false, true]);
  });

  test('what is no object where one belongs is left out', () => {
    expect(project({ ...rendered, [E]: 'x', name: 'x', emails: ['x'] }, everything, strictBadged)).toEqual(
      without(E, 'name', 'emails'),
    );
  });
});

describe('a resource as it is rendered', () => {
  test('names the extensions that hold something, and only those', () => {
    const { type } = strictBadged;
    const stored = { type: 'User', id: 'i', version: 1, created: 'c', lastModified: 'l' };
    const plain = renderResource({ ...stored, attributes: { userName: 'u' } }, type, 'b');
    expect(plain).toStrictEqual({
      schemas: [U],
      id: 'i',
      userName: 'u',
      meta: { resourceType: 'User', created: 'c', lastModified: 'l', location: 'b/Users/i', version: 'W/"1"' },
    });
    expect(project(plain, everything, strictBadged)).toStrictEqual(plain);
  });
});
