import { fieldProblems } from '../../lib/tenant-schemas/fields.ts';
import type { OwnFields } from '../../lambdas/tenant/settings/settings.ts';
import { TENANT_SCHEMAS } from '../support/tenant-schemas.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const problems = (fields: OwnFields): string[] => fieldProblems(fields, 'entra', TENANT_SCHEMAS);

test.each<[OwnFields]>([
  [{}],
  [{ bioUrl: 'timezone' }],
  [{ bioUrl: { path: 'timezone', source: 'extensionAttribute1' } }],
  [{ team: `${ENTERPRISE}:department`, boss: `${ENTERPRISE}:manager.displayName` }],
  [{ firstName: 'name.givenName', city: 'addresses[type eq "work"].locality', upn: 'userName' }],
  // In place of a standard field, whose path is free then.
  [{ title: 'nickName', job: 'title' }],
  [{ email: 'userName' }],
  [{ location: ['addresses[type eq "work"].locality', ', ', 'addresses[type eq "work"].country'] }],
  [{ desk: { path: ['department', { text: ' in ' }, { path: 'locale', source: 'office' }], default: 'nowhere' } }],
  [
    {
      phone: { format: 'international', country: 'DE' },
      dial: { path: 'phoneNumbers[type eq "work"].value', format: 'E.164' },
    },
  ],
  [{ title: { fallback: ['userType', { path: 'nickName', source: 'extensionAttribute1' }], default: 'Colleague' } }],
])('%j is fine', (fields) => {
  expect(problems(fields)).toEqual([]);
});

test.each<[OwnFields, string]>([
  [{ bioUrl: 'timezon' }, 'fields.bioUrl: received "timezon"; allowed: an attribute of User: '],
  [{ bioUrl: 'emails[type eq' }, 'fields.bioUrl: received "emails[type eq"; allowed: a SCIM path; '],
  [{ bioUrl: 'emails[kind eq "x"].value' }, 'fields.bioUrl: received "emails[kind eq'],
  [{ bioUrl: 'name' }, 'fields.bioUrl: received "name"; allowed: a part of it: name.formatted'],
  [{ secret: 'password' }, 'this one is never returned'],
  [{ cursor: 'timezone' }, 'fields.cursor: received "cursor"; allowed: a name that the directory does not use itself'],
  [{ userName: 'timezone' }, 'fields.userName: received "userName"'],
  [{ Title: 'timezone' }, 'fields.Title: received "Title"; allowed: "title", to give that field another path'],
  [
    { bioUrl: 'timezone', bioURL: 'locale' },
    'fields.bioURL: received "bioURL"; allowed: a name that fields.bioUrl does not have',
  ],
  [{ a: 'timezone', b: 'TimeZone' }, 'fields.b: received "TimeZone"; allowed: a path that fields.a does not have'],
  [
    { location: ['adresses.locality', ', ', 'title'] },
    'fields.location[0]: received "adresses.locality"; allowed: an attribute of User',
  ],
  [{ location: ['locale', ' at ', 'title'] }, 'fields.location[1]: received " at "; allowed: a text between two paths'],
  [{ location: [', ', 'locale'] }, 'fields.location[0]: received ", "; allowed: a path: a text stands between'],
  [{ location: ['locale', ', '] }, 'fields.location[1]: received ", "; allowed: a path behind it'],
  [{ location: ['locale', { text: 'x', path: 'title' }, 'title'] }, 'allowed: either the key text, or path'],
  [{ location: ['locale', { text: 'x', source: 'city' }, 'title'] }, 'allowed: the key text alone'],
  [
    { desk: { path: 'locale', fallback: ['titel'] } },
    'fields.desk.fallback[0]: received "titel"; allowed: an attribute',
  ],
  [{ desk: { default: 'none' } }, 'fields.desk: received {"default":"none"}; allowed: the key path, too'],
  [
    { desk: { path: ['locale', '-', 'userType'], source: 'city' } },
    'fields.desk.source: received "city"; allowed: no source',
  ],
  [{ phone: { format: 'national' } }, 'fields.phone.format: received "national"; allowed: "E.164" or "international"'],
  [
    { phone: { format: 'E.164', country: 'ZZ' } },
    'fields.phone.country: received "ZZ"; allowed: a country that has phone',
  ],
  [
    { phone: { format: 'E.164' }, dial: { path: 'phoneNumbers[type eq "work"].value', format: 'E.164' } },
    'fields.dial: ',
  ],
  [{ handy: 'phoneNumbers[type eq "mobile"]' }, 'allowed: a path that the standard field mobile does not have'],
])('%j is not', (fields, text) => {
  const found = problems(fields);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(text);
});

test('a path that is taken is shown as it is written', () => {
  expect(problems({ state: 'title' })).toEqual([
    expect.stringContaining('fields.state: received "state"; allowed: a name that the directory does not use itself'),
    expect.stringContaining(
      'fields.state: received "title"; allowed: a path that the standard field title does not have',
    ),
  ]);
});

test('the country of the tenant is one that has phone numbers, and serves every field', () => {
  const fields: OwnFields = { phone: { format: 'national' } };
  expect(fieldProblems(fields, 'entra', TENANT_SCHEMAS, 'DE')).toEqual([]);
  expect(fieldProblems(fields, 'entra', TENANT_SCHEMAS, 'ZZ')).toEqual([
    'country: received "ZZ"; allowed: a country that has phone numbers, by its two capital letters, such as DE',
  ]);
});
