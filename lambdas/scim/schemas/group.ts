import { attribute, type Schema } from './attribute.ts';

const GROUP_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Group';

/**
 * The Group schema (RFC 7643 §4.2, §8.7.1). Display names are unique here: Entra matches groups by
 * them.
 */
export const groupSchema: Schema = {
  id: GROUP_SCHEMA,
  name: 'Group',
  description: 'Group',
  attributes: [
    attribute('displayName', 'The name of the group. Unique, compared without regard to case.', {
      required: true,
      uniqueness: 'server',
    }),
    attribute('members', 'The members of the group.', {
      multiValued: true,
      subAttributes: [
        attribute('value', 'The id of the member.', { mutability: 'immutable', caseExact: true }),
        attribute('$ref', 'The URI of the member.', {
          mutability: 'immutable',
          type: 'reference',
          referenceTypes: ['User', 'Group'],
        }),
        attribute('type', 'Whether the member is a user or a group.', {
          mutability: 'immutable',
          canonicalValues: ['User', 'Group'],
        }),
        // Only where it is asked for: a name per member is a read per member.
        attribute('display', 'The display name of the member.', { mutability: 'readOnly', returned: 'request' }),
      ],
    }),
  ],
};
