import { createFields } from '../../lambdas/tenant/fields.ts';
import { profiles } from '../../lambdas/scim/quirks/profiles.ts';
import type { Attributes } from '../../lambdas/scim/resource/resource.ts';
import { userType } from '../../lambdas/tenant/resource-types.ts';

const read = (attributes: Attributes, own = {}): Record<string, string | null> =>
  Object.fromEntries(
    createFields({ type: userType, profile: profiles.entra }, own).map(({ name, valueOf }) => [
      name,
      valueOf(attributes),
    ]),
  );

test('the fields of a signature come from where Entra puts them', () => {
  const attributes = {
    userName: 'ada@example.com',
    displayName: 'Ada Lovelace',
    title: 'Analyst',
    emails: [{ type: 'work', value: 'ada.lovelace@example.com' }],
    addresses: [{ type: 'work', formatted: 'Room 1' }],
    phoneNumbers: [
      { type: 'work', value: '1' },
      { type: 'mobile', value: '2' },
      { type: 'fax', value: '3' },
    ],
  };
  expect(read(attributes)).toEqual({
    email: 'ada.lovelace@example.com',
    name: 'Ada Lovelace',
    title: 'Analyst',
    location: 'Room 1',
    phone: '1',
    mobile: '2',
    fax: '3',
  });
});

test.each<[string, Attributes, string | null]>([
  [
    'email',
    {
      emails: [
        { type: 'home', value: 'h@x.org' },
        { value: 'p@x.org', primary: true },
      ],
    },
    'p@x.org',
  ],
  ['email', { userName: 'u@x.org' }, 'u@x.org'],
  ['email', { userName: 'ada' }, null],
  ['email', { emails: [{ type: 'home', value: 'h@x.org' }] }, null],
  ['name', { name: { formatted: 'A. L.' } }, 'A. L.'],
  ['name', { name: { givenName: 'Ada', familyName: 'Lovelace' } }, 'Ada Lovelace'],
  ['name', { name: { familyName: 'Lovelace' } }, 'Lovelace'],
  ['name', { displayName: '  ', name: { formatted: 'A. L.' } }, 'A. L.'],
  [
    'location',
    { addresses: [{ type: 'work', streetAddress: 'Main St 1', postalCode: '1', locality: 'London', country: 'UK' }] },
    'Main St 1, 1, London, UK',
  ],
  ['location', { addresses: [{ type: 'home', formatted: 'x' }] }, null],
])('%s of %j is %j', (field, attributes, value) => {
  expect(read(attributes)[field]).toBe(value);
});

test('a field of the tenant takes any path, also one that was meant for something else', () => {
  const own = {
    bioUrl: 'timezone',
    team: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department',
    title: 'nickName',
  };
  const attributes = {
    timezone: 'https://example.com/ada',
    title: 'Analyst',
    nickName: 'Countess',
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'Engines' },
  };
  expect(read(attributes, own)).toMatchObject({
    bioUrl: 'https://example.com/ada',
    team: 'Engines',
    title: 'Countess',
  });
});
