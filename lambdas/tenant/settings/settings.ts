import type { FromSchema } from 'json-schema-to-ts';
import type { DEPLOYMENT } from './deployment.ts';
import type { TENANT_SCHEMA } from './schema.ts';

type Schema = typeof TENANT_SCHEMA;
type Definitions = Schema['definitions'];
type AttributeSchema = Definitions['attribute'];

type DeepReadonly<Value> = Value extends readonly (infer Element)[]
  ? readonly DeepReadonly<Element>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> }
    : Value;

type Characteristics = FromSchema<
  Omit<AttributeSchema, 'properties'> & {
    properties: Omit<AttributeSchema['properties'], 'subAttributes'>;
    definitions: Definitions;
  }
>;

/**
 * An attribute as a tenant file declares it: what is left out has the defaults of RFC 7643 §2.2.
 * FromSchema cannot follow a definition that refers to itself, so the sub-attributes are put in by
 * hand.
 */
export interface TenantAttribute extends DeepReadonly<Characteristics> {
  readonly subAttributes?: readonly TenantAttribute[];
}

/**
 * What a tenant file says, every default filled in: a key that has a default in the schema is never
 * left out here. What each key means is said in the schema.
 */
export type TenantSettings = DeepReadonly<
  FromSchema<
    Omit<Schema, 'definitions'> & { definitions: Omit<Definitions, 'attribute'> & { attribute: true } },
    {
      parseIfThenElseKeywords: true;
      deserialize: [{ pattern: { $ref: '#/definitions/attribute' }; output: TenantAttribute }];
    }
  >
>;

/** The part that adds to the schemas (RFC 7643 sections 3.3, 6 and 7). */
export type TenantSchemas = Partial<Pick<TenantSettings, 'extensions' | 'resourceTypes'>>;
/** A resource type of the tenant's own; its extensions are written out, or named by their URN. */
export type TenantResourceType = TenantSettings['resourceTypes'][number];
export type TenantSchema = TenantResourceType['schema'];

/**
 * The directory's fields by name; a SCIM path, or with the Entra attribute that is mapped onto it.
 */
export type OwnFields = TenantSettings['fields'];

/** Settings with who signs the tokens, and where the keys are, which the file may leave to us. */
type WithIssuer<Key extends 'federation' | 'entraToken'> = NonNullable<TenantSettings[Key]> & {
  readonly issuer: string;
  readonly jwksUri: string;
};

/** A tenant: its settings, and the name of its file. */
export interface Tenant extends Omit<TenantSettings, '$schema' | 'federation' | 'entraToken'> {
  readonly name: string;
  readonly federation?: WithIssuer<'federation'>;
  readonly entraToken?: WithIssuer<'entraToken'>;
}

/**
 * The part of a tenant that is deployed beside its functions. They hand it to life/ and auth/,
 * which have types of their own for what they need of it (Retention, GuardRule, Federation,
 * EntraToken): tsc compares the two there.
 */
export type TenantFile = Omit<Tenant, keyof typeof DEPLOYMENT | 'alarmEmail'>;
