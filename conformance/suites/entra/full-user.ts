import { ENTERPRISE } from '../messages.ts';

/** A value per target that Microsoft's validator sets one by one, as the path of an operation. */
export const TARGETS: Readonly<Record<string, string>> = {
  displayName: 'Replaced Display',
  title: 'Replaced Title',
  'emails[type eq "work"].value': 'replaced@example.com',
  preferredLanguage: 'de-CH',
  'name.givenName': 'Given',
  'name.familyName': 'Family',
  'name.formatted': 'Given Family',
  'name.middleName': 'Middle',
  'name.honorificPrefix': 'Dr',
  'name.honorificSuffix': 'III',
  'addresses[type eq "work"].formatted': '18/2111',
  'addresses[type eq "work"].streetAddress': '1 Main Street',
  'addresses[type eq "work"].locality': 'Bern',
  'addresses[type eq "work"].region': 'BE',
  'addresses[type eq "work"].postalCode': '3000',
  'addresses[type eq "work"].country': 'CH',
  'phoneNumbers[type eq "work"].value': '61-545-2566',
  'phoneNumbers[type eq "mobile"].value': '61-545-2567',
  'phoneNumbers[type eq "fax"].value': '61-545-2568',
  'roles[primary eq "True"].display': 'Role',
  'roles[primary eq "True"].value': 'role',
  'roles[primary eq "True"].type': 'kind',
  userType: 'Employee',
  nickName: 'Nick',
  locale: 'de-CH',
  timezone: 'Europe/Zurich',
  profileUrl: 'https://example.com/replaced',
  externalId: 'replaced',
  [`${ENTERPRISE}:employeeNumber`]: '42',
  [`${ENTERPRISE}:department`]: 'Department',
  [`${ENTERPRISE}:costCenter`]: 'Cost',
  [`${ENTERPRISE}:organization`]: 'Organization',
  [`${ENTERPRISE}:division`]: 'Division',
};

/** What the enterprise extension holds of it. */
export const EMPLOYMENT = {
  employeeNumber: '1',
  department: 'd',
  costCenter: 'c',
  organization: 'o',
  division: 'v',
};

/** A user with everything that the validator's POST has. */
export const fullUser = (): Record<string, unknown> => ({
  active: true,
  displayName: 'Full User',
  title: 'Title',
  emails: [{ type: 'work', value: 'full@example.com', primary: true }],
  preferredLanguage: 'en-US',
  name: {
    givenName: 'F',
    familyName: 'U',
    formatted: 'F U',
    middleName: 'M',
    honorificPrefix: 'Mr',
    honorificSuffix: 'II',
  },
  addresses: [
    {
      type: 'work',
      formatted: 'x',
      streetAddress: 's',
      locality: 'l',
      region: 'r',
      postalCode: '1',
      country: 'US',
    },
  ],
  phoneNumbers: ['work', 'mobile', 'fax'].map((type) => ({ type, value: '61-545-2566' })),
  roles: [{ primary: 'True', display: 'd', value: 'v', type: 't' }],
  userType: 'Contractor',
  nickName: 'N',
  locale: 'en-US',
  timezone: 'America/Denver',
  profileUrl: 'https://example.com/full',
  [ENTERPRISE]: EMPLOYMENT,
});

/** The same with what the gallery test fills: the default mapping has no roles. */
export function mappedUser(): Record<string, unknown> {
  const { roles: _, ...mapped } = fullUser();
  return mapped;
}

/** What a target holds in a body; undefined where nothing does. */
export function valueAt(body: Readonly<Record<string, unknown>>, target: string): unknown {
  if (target.startsWith('urn:')) {
    const end = target.lastIndexOf(':');
    return at(body[target.slice(0, end)], target.slice(end + 1));
  }
  const [, list = '', key = '', wanted = '', sub = ''] = /^(\w+)\[(\w+) eq "(\w+)"\]\.(\w+)$/.exec(target) ?? [];
  if (list === '') return target.split('.').reduce<unknown>(at, body);
  const values: unknown = body[list];
  const found: unknown = (Array.isArray(values) ? values : []).find(
    (one) => String(at(one, key)).toLowerCase() === wanted.toLowerCase(),
  );
  return at(found, sub);
}

const at = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;
