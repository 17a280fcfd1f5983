import { attribute, type Attribute } from './attribute.ts';

const readOnly = { mutability: 'readOnly', caseExact: true } as const;

/** The attributes every resource has without being part of a schema (RFC 7643 §3, §3.1). */
export const commonAttributes: readonly Attribute[] = [
  attribute('schemas', 'The URNs of the schemas of the resource.', {
    type: 'reference',
    referenceTypes: ['uri'],
    multiValued: true,
    required: true,
    returned: 'always',
  }),
  attribute('id', 'The identifier the service gave the resource. Never changed, never used again.', {
    ...readOnly,
    required: true,
    returned: 'always',
    uniqueness: 'server',
  }),
  attribute('externalId', 'The identifier of the resource in the client, kept exactly as sent.', { caseExact: true }),
  attribute('meta', 'What the service knows about the resource.', {
    ...readOnly,
    subAttributes: [
      attribute('resourceType', 'The name of the resource type.', readOnly),
      attribute('created', 'When the resource was created.', { ...readOnly, type: 'dateTime' }),
      attribute('lastModified', 'When the resource was last changed.', { ...readOnly, type: 'dateTime' }),
      attribute('location', 'The URI of the resource.', { ...readOnly, type: 'reference', referenceTypes: ['uri'] }),
      attribute('version', 'The version of the resource, equal to its ETag.', readOnly),
    ],
  }),
];
