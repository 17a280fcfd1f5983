import { createFields } from '../../lambdas/tenant/fields.ts';
import { createInspection } from '../../lambdas/directory/quality.ts';
import { profiles } from '../../lambdas/scim/quirks/profiles.ts';
import { userType } from '../../lambdas/tenant/resource-types.ts';
import { user } from '../support/store.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const fields = createFields(
  { type: userType, profile: profiles.entra },
  { bioUrl: { path: 'timezone', source: 'extensionAttribute1' } },
);
const phone = (type: string, value: string) => ({ type, value });

function inspect() {
  const inspection = createInspection(userType, fields);
  const anna = user({
    userName: 'anna',
    active: true,
    title: 'Clerk',
    nickName: 'Annie',
    emails: [{ type: 'work', value: 'Office@example.com' }],
    phoneNumbers: [phone('work', '+49 (30) 123-45 ext. 6'), phone('mobile', 'ask Bert')],
    [ENTERPRISE]: { department: 'Sales' },
  });
  const bert = user({ userName: 'bert', emails: [{ type: 'work', value: 'office@example.com' }], nickName: 'B' });
  inspection.see(anna);
  inspection.see(bert);
  return { inspection, anna, bert };
}

test('quality names what is missing, odd, shared and unused', () => {
  const { inspection, anna, bert } = inspect();
  const named = (who: typeof anna) => ({ id: who.id, userName: who.attributes['userName'] });
  expect(inspection.quality()).toEqual({
    users: 2,
    unfilled: ['name', 'location', 'fax', 'bioUrl'],
    missing: [
      { field: 'title', users: 1, examples: [named(bert)] },
      { field: 'phone', users: 1, examples: [named(bert)] },
      { field: 'mobile', users: 1, examples: [named(bert)] },
    ],
    notPhones: [{ field: 'mobile', users: 1, examples: [{ ...named(anna), value: 'ask Bert' }] }],
    duplicateEmails: { addresses: 1, examples: [{ email: 'office@example.com', users: [named(anna), named(bert)] }] },
    unused: [
      { path: 'nickName', users: 2 },
      { path: `${ENTERPRISE}:department`, users: 1 },
    ],
  });
});

test('mapping lists what to map from where onto what, and what has arrived', () => {
  const rows = inspect()
    .inspection.mapping(new Map())
    .rows.map(({ field, source, target, arrived }) => [field, source, target, arrived]);
  expect(rows).toEqual([
    ['(identity)', 'objectId', 'externalId', 0],
    ['(matching)', 'userPrincipalName', 'userName', 2],
    ['(state)', 'Switch([IsSoftDeleted], , "False", "True", "True", "False")', 'active', 1],
    ['email', 'mail', 'emails[type eq "work"].value', 2],
    ['name', 'displayName', 'displayName', 0],
    ['title', 'jobTitle', 'title', 1],
    ['location', 'physicalDeliveryOfficeName', 'addresses[type eq "work"].formatted', 0],
    ['phone', 'telephoneNumber', 'phoneNumbers[type eq "work"].value', 1],
    ['mobile', 'mobile', 'phoneNumbers[type eq "mobile"].value', 1],
    ['fax', 'facsimileTelephoneNumber', 'phoneNumbers[type eq "fax"].value', 0],
    ['bioUrl', 'extensionAttribute1', 'timezone', 0],
  ]);
});

test('an empty directory has nothing to complain about', () => {
  const { quality } = createInspection(userType, fields);
  expect(quality()).toMatchObject({ users: 0, unfilled: [], missing: [], unused: [] });
});

test('a composed field names each of its attributes in the mapping, and a line serves all that need it', () => {
  const composed = createFields(
    { type: userType, profile: profiles.entra },
    {
      location: ['addresses[type eq "work"].locality', ', ', { path: 'locale', source: 'officeLocation' }],
      dial: { path: 'phoneNumbers[type eq "work"].value', format: 'E.164', fallback: ['nickName'] },
      team: { path: `${ENTERPRISE}:department`, default: 'none' },
    },
  );
  const inspection = createInspection(userType, composed);
  inspection.see(user({ userName: 'anna', locale: 'de', addresses: [{ type: 'work', locality: 'Berlin' }] }));
  const rows = inspection
    .mapping(new Map())
    .rows.map(({ field, source, target, arrived }) => [field, source, target, arrived]);
  expect(rows.slice(6)).toEqual([
    ['location', 'city', 'addresses[type eq "work"].locality', 1],
    ['location', 'officeLocation', 'locale', 1],
    ['phone, dial', 'telephoneNumber', 'phoneNumbers[type eq "work"].value', 0],
    ['mobile', 'mobile', 'phoneNumbers[type eq "mobile"].value', 0],
    ['fax', 'facsimileTelephoneNumber', 'phoneNumbers[type eq "fax"].value', 0],
    ['dial', null, 'nickName', 0],
    ['team', 'department', `${ENTERPRISE}:department`, 0],
  ]);
  // A default text is nobody's value.
  expect(inspection.quality()).toMatchObject({ unused: [], unfilled: expect.arrayContaining(['team']) });
});

test('phone numbers are known by the country of the tenant, however they are written', () => {
  const at = (country: string | undefined, ...numbers: string[]) => {
    const rules = { type: userType, profile: profiles.entra };
    const { see, quality } = createInspection(userType, createFields(rules, {}, country));
    for (const number of numbers) see(user({ userName: number, phoneNumbers: [phone('work', number)] }));
    return quality().notPhones.flatMap(({ examples }) => examples.map(({ value }) => value));
  };
  const real = [
    '(+66 2) 3662-1147',
    '030 901820-12',
    '+49 30 901820 ext. 4',
    '０３０－９０１８２０',
    '00 44 20 7946 0958',
  ];
  expect(at('DE', ...real, 'ask Bert', '+49 3')).toEqual(['ask Bert', '+49 3']);
  expect(at(undefined, ...real, 'ask Bert', '+49 3')).toEqual(['ask Bert', '+49 3']);
  expect(at('US', '12', '(212) 555-0100', '555-0100')).toEqual(['12', '555-0100']);
});
