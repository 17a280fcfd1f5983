import { resolvePath } from '../../../lambdas/scim/rules.ts';
import {
  printAttributePath,
  resolveAttributePath,
  type AttributePath,
  type Resolution,
} from '../../../lambdas/scim/schemas/attribute-path.ts';
import { coreAttributes, findAttribute, findExtension } from '../../../lambdas/scim/schemas/resource-type.ts';
import { groupType, userType } from '../../../lambdas/tenant/resource-types.ts';
import { ENTERPRISE as E, entraUser, strictUser, USER as U } from '../rules.ts';

const summary = (resolution: Resolution): unknown => {
  if (resolution.kind === 'core') return 'core';
  if (resolution.kind === 'extension') return `extension ${resolution.schema.id}`;
  if (resolution.kind === 'unknown') return `unknown ${resolution.token}`;
  const { extension, attribute, subAttribute } = resolution.resolved;
  return [
    ...(extension === undefined ? [] : [extension]),
    attribute.name,
    ...(subAttribute ? [subAttribute.name] : []),
  ];
};

describe('the names of a resource type', () => {
  test.each<[AttributePath, unknown]>([
    [{ name: 'USERNAME' }, ['userName']],
    [{ name: 'id' }, ['id']],
    [{ name: 'name', subAttribute: 'GIVENNAME' }, ['name', 'givenName']],
    [{ urn: U, name: 'userName' }, ['userName']],
    [{ urn: U.toUpperCase(), name: 'emails', subAttribute: 'value' }, ['emails', 'value']],
    [{ urn: E, name: 'manager' }, [E, 'manager']],
    [{ urn: E.toUpperCase(), name: 'MANAGER', subAttribute: '$REF' }, [E, 'manager', '$ref']],
    // "…:2.0:User" as the parser splits it, and the dot of old Entra jobs.
    [{ urn: E.slice(0, -5), name: 'User' }, `extension ${E}`],
    [{ urn: E.slice(0, -5), name: 'User', subAttribute: 'manager' }, [E, 'manager']],
    [{ urn: E.slice(0, -5), name: 'User', subAttribute: 'unknown' }, 'unknown unknown'],
    [{ urn: U.slice(0, -5), name: 'User' }, 'core'],
    [{ urn: U.slice(0, -5), name: 'User', subAttribute: 'title' }, ['title']],
    [{ name: 'unknown' }, 'unknown unknown'],
    [{ name: 'title', subAttribute: 'x' }, 'unknown title.x'],
    [{ name: 'name', subAttribute: 'x' }, 'unknown name.x'],
    [{ urn: 'urn:x', name: 'title', subAttribute: 'y' }, 'unknown urn:x:title.y'],
    [{ urn: E, name: 'title' }, 'unknown title'],
  ])('%j', (path, expected) => {
    expect(summary(resolveAttributePath(userType, path))).toEqual(expected);
    expect(summary(resolvePath(strictUser, path))).toEqual(expected);
  });

  test('a bare name belongs to an extension in the profile entra only, and only where the core has none', () => {
    const bare = { name: 'MANAGER', subAttribute: 'value' };
    expect(summary(resolvePath(entraUser, bare))).toEqual([E, 'manager', 'value']);
    expect(summary(resolvePath(strictUser, bare))).toBe('unknown MANAGER');
    expect(summary(resolvePath(entraUser, { name: 'title' }))).toEqual(['title']);
    expect(summary(resolvePath(entraUser, { urn: 'urn:x', name: 'manager' }))).toBe('unknown urn:x:manager');
    expect(summary(resolvePath(entraUser, { name: 'manager', subAttribute: 'x' }))).toBe('unknown manager.x');
    expect(summary(resolvePath(entraUser, { name: 'unknown' }))).toBe('unknown unknown');
  });

  test("in a query across types what another type knows is known, one's own first", () => {
    const among = { ...strictUser, among: [groupType, userType] };
    expect(summary(resolvePath(among, { name: 'members', subAttribute: 'value' }))).toEqual(['members', 'value']);
    expect(resolvePath(among, { name: 'displayName' })).toEqual(resolvePath(strictUser, { name: 'displayName' }));
    expect(summary(resolvePath(among, { name: 'unknown' }))).toBe('unknown unknown');
  });

  test('attributes and extensions are found in any case, and nothing is found in nothing', () => {
    expect(findAttribute(undefined, 'x')).toBeUndefined();
    expect(findAttribute(userType.schema.attributes, 'EMAILS')?.name).toBe('emails');
    expect(findExtension(userType, E.toUpperCase())?.id).toBe(E);
    expect(findExtension(userType, U)).toBeUndefined();
    expect(
      coreAttributes(userType)
        .slice(0, 5)
        .map(({ name }) => name),
    ).toEqual(['schemas', 'id', 'externalId', 'meta', 'userName']);
    expect(coreAttributes(userType)).toBe(coreAttributes(userType));
  });

  test('paths are spelled as they were typed', () => {
    expect(printAttributePath({ name: 'a' })).toBe('a');
    expect(printAttributePath({ urn: 'urn:x', name: 'A', subAttribute: 'b' })).toBe('urn:x:A.b');
  });
});
