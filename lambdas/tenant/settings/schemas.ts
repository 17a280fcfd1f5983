/* oxlint-disable unicorn/no-thenable -- `then` is a keyword of JSON Schema */
/** What a tenant adds to the schemas (RFC 7643 sections 3.3, 6 and 7). */
export const SCHEMAS = {
  extensions: {
    description:
      "Schemas that extend users, groups or the tenant's own resource types with attributes (RFC 7643 section 3.3).",
    type: 'array',
    maxItems: 20,
    default: [],
    items: {
      description: 'An extension.',
      type: 'object',
      additionalProperties: false,
      required: ['id', 'name', 'attributes'],
      properties: {
        id: { $ref: '#/definitions/urn' },
        name: { $ref: '#/definitions/text' },
        description: { $ref: '#/definitions/text' },
        attributes: { $ref: '#/definitions/attributes' },
        appliesTo: {
          description:
            'The names of the resource types that it extends: User, Group or those under resourceTypes. Left out: User.',
          type: 'array',
          maxItems: 22,
          uniqueItems: true,
          items: { $ref: '#/definitions/typeName' },
        },
        required: {
          description: 'Whether every resource of these types must have it. Left out: false.',
          type: 'boolean',
        },
      },
    },
  },
  resourceTypes: {
    description:
      "Resource types of the tenant's own. They get every route and every rule that users have, without the soft delete.",
    type: 'array',
    maxItems: 20,
    default: [],
    items: {
      description: 'A resource type.',
      type: 'object',
      additionalProperties: false,
      required: ['name', 'endpoint', 'schema'],
      properties: {
        name: { $ref: '#/definitions/typeName' },
        endpoint: {
          description: 'a path of one part such as /Printers: a slash, a letter, then up to 49 letters, digits, _ or -',
          type: 'string',
          pattern: '^/[A-Za-z][A-Za-z0-9_-]{0,49}$',
        },
        description: { $ref: '#/definitions/text' },
        schema: { $ref: '#/definitions/schema' },
        extensions: {
          description: 'Extensions of this type, besides those under extensions that name it in appliesTo.',
          type: 'array',
          maxItems: 20,
          items: {
            type: 'object',
            additionalProperties: false,
            required: ['schema'],
            properties: {
              schema: {
                description: 'the URN of one under extensions, or a whole schema with id, name and attributes',
                type: ['string', 'object'],
                allOf: [
                  { if: { type: 'string' }, then: { $ref: '#/definitions/urn' } },
                  { if: { type: 'object' }, then: { $ref: '#/definitions/schema' } },
                ],
              },
              required: {
                description: 'Whether every resource of the type must have it. Left out: false.',
                type: 'boolean',
              },
            },
          },
        },
        lookups: {
          description:
            'Attribute paths that get a lookup entry besides externalId, so that a filter by equality on them reads no listing.',
          type: 'array',
          maxItems: 5,
          uniqueItems: true,
          items: { $ref: '#/definitions/attributePath' },
        },
      },
    },
  },
} as const;

export const SCHEMA_DEFINITIONS = {
  urn: {
    description: 'a URN of at most 200 characters such as urn:example:scim:schemas:Badge',
    type: 'string',
    maxLength: 200,
    pattern: '^[Uu][Rr][Nn]:[A-Za-z0-9][A-Za-z0-9-]{1,31}(:[A-Za-z0-9._-]+)*:([A-Za-z0-9_-]+|[0-9]+(\\.[0-9]+)+)$',
  },
  text: { description: 'text of 1 to 500 characters', type: 'string', maxLength: 500, pattern: '.' },
  typeName: {
    description: 'the name of a resource type: a letter, then up to 39 letters, digits, _ or -',
    type: 'string',
    pattern: '^[A-Za-z][A-Za-z0-9_-]{0,39}$',
  },
  schema: {
    description: 'A schema (RFC 7643 section 7).',
    type: 'object',
    additionalProperties: false,
    required: ['id', 'name', 'attributes'],
    properties: {
      id: { $ref: '#/definitions/urn' },
      name: { $ref: '#/definitions/text' },
      description: { $ref: '#/definitions/text' },
      attributes: { $ref: '#/definitions/attributes' },
    },
  },
  attributes: {
    description: 'The attributes of the schema.',
    type: 'array',
    minItems: 1,
    maxItems: 200,
    items: { $ref: '#/definitions/attribute' },
  },
  attribute: {
    description:
      'An attribute with its characteristics (RFC 7643 sections 2.2 and 7). Left out, they have the defaults of the RFC.',
    type: 'object',
    additionalProperties: false,
    required: ['name', 'type'],
    properties: {
      name: {
        description:
          'the name of an attribute: a letter, then up to 63 letters, digits, $, _ or -; or $ref for a sub-attribute',
        type: 'string',
        pattern: '^([A-Za-z][A-Za-z0-9_$-]{0,63}|\\$ref)$',
      },
      type: {
        description: 'The type of its values.',
        enum: ['string', 'boolean', 'decimal', 'integer', 'dateTime', 'binary', 'reference', 'complex'],
      },
      multiValued: { description: 'Whether it is a list of values. Left out: false.', type: 'boolean' },
      description: { $ref: '#/definitions/text' },
      required: {
        description: 'Whether every resource that has the schema must have it. Left out: false.',
        type: 'boolean',
      },
      caseExact: {
        description:
          'Whether values that differ only in case are different. Left out: false, and true for reference and binary.',
        type: 'boolean',
      },
      mutability: {
        description: 'Who may write it and when. Left out: readWrite. A writeOnly value is accepted and discarded.',
        enum: ['readOnly', 'readWrite', 'immutable', 'writeOnly'],
      },
      returned: {
        description: 'When answers hold it. Left out: default, and never for writeOnly.',
        enum: ['always', 'never', 'default', 'request'],
      },
      uniqueness: {
        description:
          'Whether two resources of a type may have the same value; server and global are the same here. Left out: none.',
        enum: ['none', 'server', 'global'],
      },
      canonicalValues: {
        description: 'Values that are suggested to clients; others are accepted.',
        type: 'array',
        minItems: 1,
        maxItems: 100,
        uniqueItems: true,
        items: { $ref: '#/definitions/text' },
      },
      referenceTypes: {
        description: 'What a reference may point at: names of resource types, external or uri. Left out: uri.',
        type: 'array',
        minItems: 1,
        maxItems: 25,
        uniqueItems: true,
        items: { $ref: '#/definitions/typeName' },
      },
      subAttributes: {
        description: 'The attributes of a complex value; they cannot be complex themselves.',
        type: 'array',
        minItems: 1,
        maxItems: 50,
        items: { $ref: '#/definitions/attribute' },
      },
    },
  },
} as const;
