import { DEPLOYMENT } from './deployment.ts';
import { FIELD_DEFINITIONS, FIELDS } from './fields.ts';
import { LIFECYCLE, LIFECYCLE_DEFINITIONS } from './lifecycle.ts';
import { SCHEMA_DEFINITIONS, SCHEMAS } from './schemas.ts';
import { TRUST, TRUST_DEFINITIONS } from './trust.ts';
import { WEBHOOKS } from './webhooks.ts';

/**
 * What a tenant file may hold, as a JSON Schema (draft 7): the one truth. The types in settings.ts
 * follow from it, ajv checks tenant files with it and fills in its defaults, and
 * `npm run docs:tenant-schema` writes tenants/tenant.schema.json for editors.
 */
export const TENANT_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'A tenant of serverless-scim',
  description:
    'One customer company: one set of stacks. The name of the tenant is the name of the file. Everything has a default, so {} is a complete tenant.',
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: {
      type: 'string',
      description: 'Points at ./tenant.schema.json, so that an editor completes and explains the keys.',
    },
    ...LIFECYCLE,
    ...WEBHOOKS,
    ...FIELDS,
    ...SCHEMAS,
    ...TRUST,
    ...DEPLOYMENT,
  },
  definitions: { ...LIFECYCLE_DEFINITIONS, ...FIELD_DEFINITIONS, ...TRUST_DEFINITIONS, ...SCHEMA_DEFINITIONS },
} as const;
