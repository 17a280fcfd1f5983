import { attribute, type Attribute, type Schema } from './attribute.ts';

const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User';

const value = (description: string, characteristics = {}): Attribute =>
  attribute('value', description, characteristics);
const display = attribute('display', 'A human readable name of the value, for display only.');
const primary = attribute('primary', 'Whether this is the preferred value. At most one value is.', { type: 'boolean' });
const type = (canonicalValues?: readonly string[]): Attribute =>
  attribute('type', 'What the value is used for.', canonicalValues ? { canonicalValues } : {});

/** A multi-valued attribute with the default sub-attributes of RFC 7643 §2.4. */
function plural(name: string, description: string, valueAttribute: Attribute, types?: readonly string[]): Attribute {
  return attribute(name, description, {
    multiValued: true,
    subAttributes: [valueAttribute, display, type(types), primary],
  });
}

const name = attribute('name', "The components of the user's name.", {
  subAttributes: [
    attribute('formatted', 'The full name, formatted for display.'),
    attribute('familyName', 'The family name (last name).'),
    attribute('givenName', 'The given name (first name).'),
    attribute('middleName', 'The middle name or names.'),
    attribute('honorificPrefix', 'The title in front of the name, such as "Dr".'),
    attribute('honorificSuffix', 'The suffix behind the name, such as "III".'),
  ],
});

const addresses = attribute('addresses', 'Physical mailing addresses.', {
  multiValued: true,
  subAttributes: [
    attribute('formatted', 'The whole address, formatted for display; may hold line breaks.'),
    attribute('streetAddress', 'Street, house number, post office box; may hold line breaks.'),
    attribute('locality', 'City or locality.'),
    attribute('region', 'State or region.'),
    attribute('postalCode', 'Postal code.'),
    attribute('country', 'Country.'),
    type(['work', 'home', 'other']),
    primary,
  ],
});

const readOnly = { mutability: 'readOnly' } as const;

const groups = attribute('groups', 'Groups the user belongs to, directly or through nested groups.', {
  ...readOnly,
  multiValued: true,
  returned: 'request',
  subAttributes: [
    value('The id of the group.', { ...readOnly, caseExact: true }),
    attribute('$ref', 'The URI of the group.', { ...readOnly, type: 'reference', referenceTypes: ['Group'] }),
    attribute('display', 'The display name of the group.', readOnly),
    attribute('type', 'Whether the membership is direct or comes from a nested group.', {
      ...readOnly,
      canonicalValues: ['direct', 'indirect'],
    }),
  ],
});

/** The core User schema (RFC 7643 §4.1, §8.7.1). */
export const userSchema: Schema = {
  id: USER_SCHEMA,
  name: 'User',
  description: 'User Account',
  attributes: [
    attribute('userName', 'The name the user signs in with. Unique, compared without regard to case.', {
      required: true,
      uniqueness: 'server',
    }),
    name,
    attribute('displayName', 'The name to show for the user.'),
    attribute('nickName', 'The casual name of the user.'),
    attribute('profileUrl', "The URI of the user's online profile.", {
      type: 'reference',
      referenceTypes: ['external'],
    }),
    attribute('title', 'The user\'s title, such as "Vice President".'),
    attribute('userType', 'The relation between the organization and the user, such as "Contractor".'),
    attribute('preferredLanguage', 'The preferred written or spoken language.'),
    attribute('locale', 'The default location for localized items such as currency and dates.'),
    attribute('timezone', 'The time zone, such as "Europe/Zurich".'),
    attribute('active', 'Whether the user may be used. False from a deactivation in the client until a restore.', {
      type: 'boolean',
    }),
    attribute('password', 'Accepted and discarded: this service keeps no passwords.', {
      mutability: 'writeOnly',
      returned: 'never',
      caseExact: true,
    }),
    plural('emails', 'E-mail addresses.', value('The e-mail address.'), ['work', 'home', 'other']),
    plural('phoneNumbers', 'Phone numbers, kept exactly as sent.', value('The phone number.'), [
      'work',
      'home',
      'mobile',
      'fax',
      'pager',
      'other',
    ]),
    plural('ims', 'Instant messaging addresses.', value('The instant messaging address.'), [
      'aim',
      'gtalk',
      'icq',
      'xmpp',
      'msn',
      'skype',
      'qq',
      'yahoo',
      'other',
    ]),
    plural(
      'photos',
      'URIs of photos.',
      value('The URI of the photo.', { type: 'reference', referenceTypes: ['external'], caseExact: true }),
      ['photo', 'thumbnail'],
    ),
    addresses,
    groups,
    plural('entitlements', 'What the user is entitled to.', value('The entitlement.')),
    // No canonical values: Entra discovers a multi-valued attribute without them as roles[primary
    // eq "True"].value.
    plural('roles', 'What the user is, collectively, in the organization.', value('The role.')),
    plural(
      'x509Certificates',
      'Certificates issued to the user.',
      value('The DER certificate, base64.', {
        type: 'binary',
        caseExact: true,
      }),
    ),
  ],
};
