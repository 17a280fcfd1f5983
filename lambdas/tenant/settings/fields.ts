/** What the directory tells of a user, and what users are found by. */
export const FIELDS = {
  fields: {
    description:
      'What the directory tells of a user besides email, name, title, location, phone, mobile and fax, or in place of one of these: the name of a field, and the SCIM attribute that it comes from. The attribute may be one that is meant for something else, such as timezone, if the customer maps the value onto it.',
    type: 'object',
    maxProperties: 50,
    propertyNames: { $ref: '#/definitions/fieldName' },
    additionalProperties: {
      description: 'a SCIM attribute path in quotes, or an object with the keys path and source',
      type: ['string', 'object'],
      minLength: 1,
      maxLength: 300,
      additionalProperties: false,
      required: ['path', 'source'],
      properties: {
        path: {
          description: 'The SCIM attribute, as in the short form.',
          type: 'string',
          minLength: 1,
          maxLength: 300,
        },
        source: {
          description: 'The Entra attribute that the customer maps onto it, for the instructions of scim mapping.',
          type: 'string',
          minLength: 1,
          maxLength: 100,
        },
      },
    },
    default: {},
  },
  matchingAttributes: {
    description:
      'SCIM attribute paths that get a lookup entry of their own besides userName, externalId and emails, because the provisioning client matches users by them. Strings and references only.',
    type: 'array',
    maxItems: 5,
    uniqueItems: true,
    items: { $ref: '#/definitions/attributePath' },
    default: [],
  },
} as const;

export const FIELD_DEFINITIONS = {
  fieldName: {
    description: 'a name of letters and digits, the first a small letter, such as bioUrl',
    type: 'string',
    pattern: '^[a-z][A-Za-z0-9]{0,39}$',
  },
  attributePath: {
    description:
      'a SCIM attribute path without brackets, such as title, name.familyName or urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber',
    type: 'string',
    maxLength: 300,
    pattern: '^(urn:[A-Za-z0-9:._-]+:)?[A-Za-z][A-Za-z0-9_$-]*(\\.[A-Za-z$][A-Za-z0-9_$-]*)?$',
  },
} as const;
