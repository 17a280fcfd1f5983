import type { FieldSource } from './source.ts';

const ADDRESS = 'addresses[type eq "work"]';
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

const from = (path: string): FieldSource => ({ paths: [{ path }], texts: [] });
const joined = (text: string, ...paths: readonly string[]): FieldSource => ({
  paths: paths.map((path) => ({ path })),
  texts: paths.slice(1).map(() => text),
});

/**
 * What an e-mail signature is made of: each field with its sources, of which the first that has a
 * value counts.
 */
const STANDARD: Readonly<Record<string, readonly FieldSource[]>> = {
  email: [
    from('emails[type eq "work"].value'),
    from('emails[primary eq true].value'),
    { ...from('userName'), if: EMAIL },
  ],
  name: [from('displayName'), from('name.formatted'), joined(' ', 'name.givenName', 'name.familyName')],
  title: [from('title')],
  location: [
    from(`${ADDRESS}.formatted`),
    joined(
      ', ',
      ...['streetAddress', 'postalCode', 'locality', 'region', 'country'].map((part) => `${ADDRESS}.${part}`),
    ),
  ],
  phone: [from('phoneNumbers[type eq "work"].value')],
  mobile: [from('phoneNumbers[type eq "mobile"].value')],
  fax: [from('phoneNumbers[type eq "fax"].value')],
};

/** Where the standard field of this name comes from; undefined where there is none. */
export const standardOf = (name: string): readonly FieldSource[] | undefined =>
  Object.hasOwn(STANDARD, name) ? STANDARD[name] : undefined;

/** Those of them that are phone numbers. */
export const PHONES: readonly string[] = ['phone', 'mobile', 'fax'];

/** Names of the standard fields, with the path that each comes from first. */
export const STANDARD_FIELDS: readonly (readonly [name: string, path: string])[] = Object.entries(STANDARD).map(
  ([name, [first]]) => [name, first?.paths[0]?.path ?? ''],
);
