const SOURCE = {
  description: 'The Entra attribute that the customer maps onto the path, for the instructions of scim mapping.',
  type: 'string',
  minLength: 1,
  maxLength: 100,
} as const;

/** What the directory tells of a user, and what users are found by. */
export const FIELDS = {
  fields: {
    description:
      'What the directory tells of a user besides email, name, title, location, phone, mobile and fax, or in place of one of these: the name of a field, and the SCIM attribute that it comes from. The attribute may be one that is meant for something else, such as timezone, if the customer maps the value onto it.',
    type: 'object',
    maxProperties: 50,
    propertyNames: { $ref: '#/definitions/fieldName' },
    additionalProperties: {
      description:
        'a SCIM attribute path in quotes, a list of paths with a text between each two, or an object with some of the keys path, source, fallback, format, country and default',
      type: ['string', 'array', 'object'],
      minLength: 1,
      maxLength: 300,
      minItems: 1,
      maxItems: 19,
      items: { $ref: '#/definitions/fieldPart' },
      additionalProperties: false,
      minProperties: 1,
      properties: {
        path: {
          description:
            'a SCIM attribute path in quotes, or a list of paths with a text between each two. Left out: where the standard field of the same name comes from.',
          type: ['string', 'array'],
          minLength: 1,
          maxLength: 300,
          minItems: 1,
          maxItems: 19,
          items: { $ref: '#/definitions/fieldPart' },
        },
        source: SOURCE,
        fallback: {
          description: 'Where the value comes from when the path has none: the first of these that has one.',
          type: 'array',
          minItems: 1,
          maxItems: 5,
          items: {
            description:
              'a SCIM attribute path in quotes, a list of paths with a text between each two, or an object with the keys path and source',
            type: ['string', 'array', 'object'],
            minLength: 1,
            maxLength: 300,
            minItems: 1,
            maxItems: 19,
            items: { $ref: '#/definitions/fieldPart' },
            additionalProperties: false,
            required: ['path'],
            properties: {
              path: { description: 'The SCIM attribute.', type: 'string', minLength: 1, maxLength: 300 },
              source: SOURCE,
            },
          },
        },
        format: {
          description:
            'How the directory writes a phone number: E.164 (+49301234567), national (030 1234567) or international (+49 30 1234567). What is no phone number stays as it is, and SCIM has the value as it was sent.',
          enum: ['E.164', 'national', 'international'],
        },
        country: { $ref: '#/definitions/country' },
        default: {
          description: 'The text where there is no value.',
          type: 'string',
          minLength: 1,
          maxLength: 300,
        },
      },
    },
    default: {},
  },
  country: {
    description:
      'The country of phone numbers that are written without one, unless their field says another: for formats of fields, and for scim quality.',
    allOf: [{ $ref: '#/definitions/country' }],
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
  fieldPart: {
    description:
      'a SCIM attribute path in quotes; a text without letters and digits, such as ", "; or an object with the key text, or with path and source',
    type: ['string', 'object'],
    minLength: 1,
    maxLength: 300,
    additionalProperties: false,
    minProperties: 1,
    properties: {
      text: {
        description: 'A text between two paths, which may have letters and digits.',
        type: 'string',
        minLength: 1,
        maxLength: 100,
      },
      path: { description: 'The SCIM attribute.', type: 'string', minLength: 1, maxLength: 300 },
      source: SOURCE,
    },
  },
  country: {
    description: 'a country by its two capital letters (ISO 3166), such as DE',
    type: 'string',
    pattern: '^[A-Z]{2}$',
  },
  attributePath: {
    description:
      'a SCIM attribute path without brackets, such as title, name.familyName or urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber',
    type: 'string',
    maxLength: 300,
    pattern: '^(urn:[A-Za-z0-9:._-]+:)?[A-Za-z][A-Za-z0-9_$-]*(\\.[A-Za-z$][A-Za-z0-9_$-]*)?$',
  },
} as const;
