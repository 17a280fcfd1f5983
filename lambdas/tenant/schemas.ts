import { attribute, type Attribute, type Schema } from '../scim/schemas/attribute.ts';
import type { ResourceType } from '../scim/schemas/resource-type.ts';
import type { TenantAttribute, TenantResourceType, TenantSchema, TenantSchemas } from './settings/settings.ts';

type Extensions = ResourceType['extensions'];

/**
 * The resource types a tenant has: the given ones with its extensions, and its own. Expects
 * definitions that the synth has checked.
 */
export function withTenantSchemas(
  types: readonly ResourceType[],
  { extensions = [], resourceTypes = [] }: TenantSchemas,
): readonly ResourceType[] {
  const declared = extensions.map((definition) => ({ definition, schema: buildSchema(definition) }));
  const known = [
    ...types.flatMap((type) => type.extensions.map(({ schema }) => schema)),
    ...declared.map(({ schema }) => schema),
  ];
  const applyingTo = (name: string): Extensions =>
    declared
      .filter(({ definition }) => (definition.appliesTo ?? ['User']).includes(name))
      .map(({ definition, schema }) => ({ schema, required: definition.required ?? false }));
  return [
    ...types.map((type) => ({ ...type, extensions: [...type.extensions, ...applyingTo(type.name)] })),
    ...resourceTypes.map((definition) => buildType(definition, known, applyingTo(definition.name))),
  ];
}

function buildType(definition: TenantResourceType, known: readonly Schema[], applying: Extensions): ResourceType {
  const { name, endpoint, description = name, lookups = [] } = definition;
  const named = (definition.extensions ?? []).map(({ schema, required = false }) => ({
    schema: typeof schema === 'string' ? findSchema(known, schema) : buildSchema(schema),
    required,
  }));
  return {
    name,
    endpoint,
    description,
    schema: buildSchema(definition.schema),
    extensions: [...named, ...applying],
    lookups: ['externalId', ...lookups],
    defaults: {},
    softDelete: false,
    patchStatus: 200,
  };
}

function findSchema(known: readonly Schema[], urn: string): Schema {
  const schema = known.find(({ id }) => id.toLowerCase() === urn.toLowerCase());
  if (!schema) throw new Error(`${urn} is no extension that is known here; the synth refuses such a tenant file`);
  return schema;
}

const buildSchema = ({ id, name, description = name, attributes }: TenantSchema): Schema => ({
  id,
  name,
  description,
  attributes: attributes.map(buildAttribute),
});

function buildAttribute({ name, description = name, subAttributes, ...characteristics }: TenantAttribute): Attribute {
  return attribute(name, description, {
    ...(characteristics.type === 'reference' && { referenceTypes: ['uri'] }),
    // What is discarded cannot be returned (RFC 7643 §7 `mutability`).
    ...(characteristics.mutability === 'writeOnly' && { returned: 'never' }),
    ...characteristics,
    ...(subAttributes && { subAttributes: subAttributes.map(buildAttribute) }),
  });
}
