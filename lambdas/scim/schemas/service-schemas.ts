import { attribute, type Attribute, type Characteristics, type Schema } from './attribute.ts';

const CORE = 'urn:ietf:params:scim:schemas:core:2.0';
const readOnly = { mutability: 'readOnly' } as const;
const required = { ...readOnly, required: true } as const;

const flag = (name: string, description: string): Attribute =>
  attribute(name, description, { ...required, type: 'boolean' });
const number = (name: string, description: string, more: Characteristics = required): Attribute =>
  attribute(name, description, { ...more, ...readOnly, type: 'integer' });
const feature = (name: string, description: string, ...more: Attribute[]): Attribute =>
  attribute(name, description, { ...required, subAttributes: [flag('supported', 'Whether it is offered.'), ...more] });

/** RFC 7643 §5 and §8.7.2, with the pagination of RFC 9865 §4. */
const serviceProviderConfigSchema: Schema = {
  id: `${CORE}:ServiceProviderConfig`,
  name: 'Service Provider Configuration',
  description: 'What this service offers',
  attributes: [
    attribute('documentationUri', 'Where the documentation for people is.', {
      ...readOnly,
      type: 'reference',
      referenceTypes: ['external'],
    }),
    feature('patch', 'PATCH.'),
    feature(
      'bulk',
      'Bulk operations.',
      number('maxOperations', 'The most operations of a request.'),
      number('maxPayloadSize', 'The largest body in bytes.'),
    ),
    feature('filter', 'Filters.', number('maxResults', 'The most resources of an answer.')),
    feature('changePassword', 'Changes of passwords.'),
    feature('sort', 'Sorting.'),
    feature('etag', 'ETags.'),
    attribute('pagination', 'Pagination.', {
      ...readOnly,
      subAttributes: [
        flag('cursor', 'Whether pages can be asked for by cursor.'),
        flag('index', 'Whether pages can be asked for by number.'),
        attribute('defaultPaginationMethod', 'What is used when the client names neither.', {
          ...readOnly,
          canonicalValues: ['cursor', 'index'],
        }),
        number('defaultPageSize', 'Resources of a page when the client does not say.', {}),
        number('maxPageSize', 'The most resources of a page.', {}),
        number('cursorTimeout', 'Seconds that a cursor is valid at least.', {}),
      ],
    }),
    attribute('authenticationSchemes', 'How a client can authenticate.', {
      ...required,
      multiValued: true,
      subAttributes: [
        attribute('type', 'The kind of scheme.', {
          ...required,
          canonicalValues: ['oauth', 'oauth2', 'oauthbearertoken', 'httpbasic', 'httpdigest'],
        }),
        attribute('name', 'The common name of the scheme.', required),
        attribute('description', 'What the scheme is.', required),
        attribute('specUri', 'Where it is specified.', {
          ...readOnly,
          type: 'reference',
          referenceTypes: ['external'],
        }),
        attribute('documentationUri', 'Where its use is documented.', {
          ...readOnly,
          type: 'reference',
          referenceTypes: ['external'],
        }),
        attribute('primary', 'Whether it is the preferred scheme.', { ...readOnly, type: 'boolean' }),
      ],
    }),
  ],
};

/** RFC 7643 §6 and §8.7.2. */
const resourceTypeSchema: Schema = {
  id: `${CORE}:ResourceType`,
  name: 'ResourceType',
  description: 'A type of resource',
  attributes: [
    attribute('id', 'The id of the type, equal to its name.', readOnly),
    attribute('name', 'The name of the type.', required),
    attribute('description', 'What the type is.', readOnly),
    attribute('endpoint', 'The path of the type below the SCIM base.', {
      ...required,
      type: 'reference',
      referenceTypes: ['uri'],
    }),
    attribute('schema', 'The URN of the schema of the type.', {
      ...required,
      type: 'reference',
      referenceTypes: ['uri'],
    }),
    attribute('schemaExtensions', 'The extensions of the type.', {
      ...readOnly,
      multiValued: true,
      subAttributes: [
        attribute('schema', 'The URN of the extension.', { ...required, type: 'reference', referenceTypes: ['uri'] }),
        flag('required', 'Whether every resource of the type has it.'),
      ],
    }),
  ],
};

const characteristics: readonly Attribute[] = [
  attribute('name', 'The name of the attribute.', { ...required, caseExact: true }),
  attribute('type', 'The type of the values.', {
    ...required,
    canonicalValues: ['string', 'decimal', 'integer', 'dateTime', 'reference', 'boolean', 'binary', 'complex'],
  }),
  flag('multiValued', 'Whether it has several values.'),
  attribute('description', 'What the attribute is.', readOnly),
  attribute('required', 'Whether it must be present.', { ...readOnly, type: 'boolean' }),
  attribute('canonicalValues', 'Values that are suggested.', { ...readOnly, multiValued: true, caseExact: true }),
  attribute('caseExact', 'Whether case matters.', { ...readOnly, type: 'boolean' }),
  attribute('mutability', 'Who may change it.', {
    ...readOnly,
    caseExact: true,
    canonicalValues: ['readOnly', 'readWrite', 'immutable', 'writeOnly'],
  }),
  attribute('returned', 'When it is returned.', {
    ...readOnly,
    caseExact: true,
    canonicalValues: ['always', 'never', 'default', 'request'],
  }),
  attribute('uniqueness', 'Within what its values are unique.', {
    ...readOnly,
    caseExact: true,
    canonicalValues: ['none', 'server', 'global'],
  }),
  attribute('referenceTypes', 'What its values may refer to.', { ...readOnly, multiValued: true, caseExact: true }),
];

/** A sub-attribute is never complex itself (RFC 7643 §2.3.8, erratum 8415). */
const subCharacteristics = characteristics.map((one) =>
  one.name === 'type'
    ? { ...one, canonicalValues: one.canonicalValues?.filter((value) => value !== 'complex') ?? [] }
    : one,
);

/** RFC 7643 §7 and §8.7.2. */
const schemaSchema: Schema = {
  id: `${CORE}:Schema`,
  name: 'Schema',
  description: 'A schema',
  attributes: [
    attribute('id', 'The URN of the schema.', required),
    attribute('name', 'The name of the schema.', readOnly),
    attribute('description', 'What the schema is.', readOnly),
    attribute('attributes', 'The attributes of the schema.', {
      ...required,
      multiValued: true,
      subAttributes: [
        ...characteristics,
        attribute('subAttributes', 'The sub-attributes of a complex attribute.', {
          ...readOnly,
          multiValued: true,
          subAttributes: subCharacteristics,
        }),
      ],
    }),
  ],
};

/** The schemas of the discovery resources themselves. */
export const serviceSchemas: readonly Schema[] = [serviceProviderConfigSchema, resourceTypeSchema, schemaSchema];
