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
  [{ a: 'timezone', b: 'TimeZone' }, 'fields.b: received ":timezone[].'],
  [{ handy: 'phoneNumbers[type eq "mobile"]' }, 'allowed: a path that the standard field mobile does not have'],
])('%j is not', (fields, text) => {
  const found = problems(fields);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(text);
});
