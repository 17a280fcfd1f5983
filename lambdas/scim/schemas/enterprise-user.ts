import { attribute, type Schema } from './attribute.ts';

const ENTERPRISE_USER_SCHEMA = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** The enterprise extension of User (RFC 7643 §4.3, §8.7.1). */
export const enterpriseUserSchema: Schema = {
  id: ENTERPRISE_USER_SCHEMA,
  name: 'EnterpriseUser',
  description: 'Enterprise User',
  attributes: [
    attribute('employeeNumber', 'The identifier of the user within the organization.'),
    attribute('costCenter', 'The name of a cost center.'),
    attribute('organization', 'The name of an organization.'),
    attribute('division', 'The name of a division.'),
    attribute('department', 'The name of a department.'),
    attribute('manager', "The user's manager.", {
      subAttributes: [
        attribute('value', 'The id of the user who is the manager.', { caseExact: true }),
        attribute('$ref', 'The URI of the user who is the manager.', { type: 'reference', referenceTypes: ['User'] }),
        attribute('displayName', 'The display name of the manager.', { mutability: 'readOnly' }),
      ],
    }),
  ],
};

const FORMER_URN = /^urn:scim:schemas:extension:enterprise:[12]\.0(?::User)?(?=[.:]|$)/i;

/** A URN, or a path that begins with one, with the name that the extension has today (quirk draft-urns). */
export const currentUrn = (text: string): string => text.replace(FORMER_URN, enterpriseUserSchema.id);
