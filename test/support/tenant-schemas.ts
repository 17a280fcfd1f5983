import type { TenantAttribute, TenantSchemas } from '../../lambdas/tenant/settings/settings.ts';

export const BADGE = 'urn:example:scim:schemas:Badge';
export const PRINTER = 'urn:example:scim:schemas:Printer';
export const SUPPLIES = 'urn:example:scim:schemas:Supplies:1.0';

const simple: readonly TenantAttribute[] = [
  { name: 'text', type: 'string' },
  { name: 'exact', type: 'string', caseExact: true },
  { name: 'flag', type: 'boolean' },
  { name: 'whole', type: 'integer' },
  { name: 'fraction', type: 'decimal' },
  { name: 'moment', type: 'dateTime' },
  { name: 'bytes', type: 'binary' },
  { name: 'link', type: 'reference', referenceTypes: ['external'] },
];

/** One attribute of each type, single and multi-valued, and of each characteristic. */
const attributes: readonly TenantAttribute[] = [
  ...simple,
  ...simple.map((attribute) => ({ ...attribute, name: `${attribute.name}s`, multiValued: true })),
  { name: 'box', type: 'complex', subAttributes: simple },
  {
    name: 'keys',
    type: 'complex',
    multiValued: true,
    subAttributes: [
      { name: 'value', type: 'string', required: true, mutability: 'immutable' },
      { name: 'doors', type: 'integer', multiValued: true },
      { name: 'primary', type: 'boolean' },
    ],
  },
  {
    name: 'chip',
    type: 'complex',
    subAttributes: [
      { name: 'serial', type: 'string', mutability: 'immutable' },
      { name: 'color', type: 'string' },
      { name: 'pin', type: 'string', mutability: 'writeOnly' },
      { name: 'state', type: 'string', mutability: 'readOnly' },
    ],
  },
  { name: 'number', type: 'string', uniqueness: 'server' },
  { name: 'home', type: 'reference', uniqueness: 'global' },
  { name: 'born', type: 'string', mutability: 'immutable' },
  { name: 'secret', type: 'string', mutability: 'writeOnly' },
  { name: 'grade', type: 'string', mutability: 'readOnly' },
  { name: 'shown', type: 'string', returned: 'always' },
  { name: 'hidden', type: 'string', returned: 'never' },
  { name: 'asked', type: 'string', returned: 'request' },
];

/** A tenant file's extension of users with everything in it, and a resource type with a required and an optional extension. */
export const TENANT_SCHEMAS: TenantSchemas = {
  extensions: [
    { id: BADGE, name: 'Badge', description: 'What opens doors', attributes, appliesTo: ['User', 'Printer'] },
  ],
  resourceTypes: [
    {
      name: 'Printer',
      endpoint: '/Printers',
      description: 'A printer',
      schema: {
        id: PRINTER,
        name: 'Printer',
        attributes: [
          { name: 'displayName', type: 'string', required: true, uniqueness: 'server' },
          { name: 'room', type: 'string' },
          { name: 'active', type: 'boolean' },
          { name: 'owner', type: 'reference', referenceTypes: ['User'] },
        ],
      },
      extensions: [
        {
          required: true,
          schema: {
            id: SUPPLIES,
            name: 'Supplies',
            attributes: [
              { name: 'toner', type: 'integer', required: true },
              { name: 'paper', type: 'string', canonicalValues: ['A4', 'A3'] },
            ],
          },
        },
      ],
      lookups: ['room'],
    },
  ],
};
