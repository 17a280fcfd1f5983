import fc from 'fast-check';
import { createFields } from '../../lambdas/tenant/fields.ts';
import { profiles } from '../../lambdas/scim/quirks/profiles.ts';
import type { Attributes } from '../../lambdas/scim/resource/resource.ts';
import { formatPhone, isPhone } from '../../lambdas/tenant/fields/phone.ts';
import { put } from '../../lambdas/tenant/fields/read-source.ts';
import { userType } from '../../lambdas/tenant/resource-types.ts';
import type { OwnFields } from '../../lambdas/tenant/settings/settings.ts';

const read = (attributes: Attributes, own: OwnFields = {}, country?: string): Record<string, string | null> =>
  Object.fromEntries(
    createFields({ type: userType, profile: profiles.entra }, own, country).map(({ name, valueOf }) => [
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

const address = (parts: object) => ({ addresses: [{ type: 'work', ...parts }] });
const [CITY, COUNTRY] = ['addresses[type eq "work"].locality', 'addresses[type eq "work"].country'];

test.each<[OwnFields[string], Attributes, string | null]>([
  [[CITY, ', ', COUNTRY], address({ locality: 'Berlin', country: 'DE' }), 'Berlin, DE'],
  [[CITY, ', ', COUNTRY], address({ country: 'DE' }), 'DE'],
  [[CITY, ', ', COUNTRY], address({ locality: 'Berlin', country: ' ' }), 'Berlin'],
  [[CITY, ', ', COUNTRY], {}, null],
  [['name.givenName', { text: ' at ' }, 'title'], { name: { givenName: 'Ada' }, title: 'ACME' }, 'Ada at ACME'],
  [{ path: [CITY, ', ', COUNTRY], fallback: ['locale'] }, { locale: 'de' }, 'de'],
  [{ path: 'locale', fallback: [{ path: 'nickName' }, [CITY, '/', COUNTRY]] }, address({ country: 'DE' }), 'DE'],
  [{ fallback: ['locale'] }, { ...address({ formatted: 'Room 1' }), locale: 'de' }, 'Room 1'],
  [{ fallback: ['locale'], default: 'Main office' }, {}, 'Main office'],
])('a location of %j for %j is %j', (own, attributes, value) => {
  expect(read(attributes, { location: own })['location']).toBe(value);
});

test('between two values stands one text, the longest of those between, and none at an end', () => {
  const parts = fc.array(fc.record({ value: fc.option(fc.constantFrom('a', 'b')), text: fc.constantFrom(', ', ' ') }), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(parts, (made) => {
      const values = made.map(({ value }) => value ?? undefined);
      const there = values.filter((value) => value !== undefined);
      const texts = made.slice(1).map(({ text }) => text);
      const text = put(values, texts);
      expect(text.split(/, | /)).toEqual(there.length === 0 ? [''] : there);
      if (there.length === values.length)
        expect(text).toBe(values.map((value, at) => value + (texts[at] ?? '')).join(''));
    }),
  );
});

test.each<[string, string, string, string, string]>([
  ['030 901820', 'DE', '+4930901820', '030 901820', '+49 30 901820'],
  ['(+66 2) 3662-1147', 'DE', '+66236621147', '+66 236621147', '+66 236621147'],
  ['+1 (212) 555-0100', 'DE', '+12125550100', '+1 212 555 0100', '+1 212 555 0100'],
  ['０３０－９０１８２０', 'DE', '+4930901820', '030 901820', '+49 30 901820'],
  ['0049 (0)30 901820', 'DE', '+4930901820', '030 901820', '+49 30 901820'],
  ['212 555 0100 x12', 'US', '+12125550100', '(212) 555-0100 ext. 12', '+1 212 555 0100 ext. 12'],
])('%s, in %s, is %s, %s and %s', (text, country, ...written) => {
  const formats = ['E.164', 'national', 'international'] as const;
  const phone = { phoneNumbers: [{ type: 'work', value: text }] };
  expect(formats.map((format) => read(phone, { phone: { format, country } })['phone'])).toEqual(written);
  // The country of the tenant, where the field has none; and what comes out is the same number again.
  for (const [at, format] of formats.entries()) {
    expect(read(phone, { phone: { format } }, country)['phone']).toBe(written[at]);
    expect(formatPhone(written[at] ?? '', 'E.164', country)).toBe(written[0]);
  }
});

test('every way to write a number is that number again', () => {
  const numbers = fc.tuple(
    fc.constantFrom('DE', 'US', 'GB', 'TH', 'IT', 'MX', 'SE'),
    fc.stringMatching(/^[1-9]\d{6,10}$/),
  );
  fc.assert(
    fc.property(numbers, fc.constantFrom('national', 'international'), ([country, digits], format) => {
      const number = formatPhone(digits, 'E.164', country);
      fc.pre(number !== undefined);
      expect(formatPhone(formatPhone(digits, format, country) ?? '', 'E.164', country)).toBe(number);
    }),
  );
});

test.each(['ask Bert', '12', 'ext. 4', '++49 30 901820', '+999 123 456', '4711 or 4712'])(
  '%s is no number, and stays',
  (text) => {
    const own: OwnFields = { phone: { format: 'E.164', country: 'DE' } };
    expect(read({ phoneNumbers: [{ type: 'work', value: text }] }, own)['phone']).toBe(text);
    expect(isPhone(text, 'DE')).toBe(false);
  },
);

test('without a country a number has to name its own, or look like one', () => {
  expect(
    ['030 / 90 18-20', '+49 30 901820', '+49 (30) 123-45 Durchwahl 6'].map((text) => isPhone(text, undefined)),
  ).toEqual([true, true, true]);
  expect(['+49', 'Bert'].map((text) => isPhone(text, undefined))).toEqual([false, false]);
  expect(formatPhone('030 901820', 'E.164', undefined)).toBeUndefined();
});
