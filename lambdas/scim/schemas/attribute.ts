/**
 * The characteristics of an attribute (RFC 7643 §2.2, §7), as data: every rule of the protocol core
 * reads them from here.
 */

export type AttributeType =
  'string' | 'boolean' | 'decimal' | 'integer' | 'dateTime' | 'binary' | 'reference' | 'complex';
type Mutability = 'readOnly' | 'readWrite' | 'immutable' | 'writeOnly';
type Returned = 'always' | 'never' | 'default' | 'request';
type Uniqueness = 'none' | 'server' | 'global';

export interface Attribute {
  readonly name: string;
  readonly type: AttributeType;
  readonly multiValued: boolean;
  readonly description: string;
  readonly required: boolean;
  readonly caseExact: boolean;
  readonly mutability: Mutability;
  readonly returned: Returned;
  readonly uniqueness: Uniqueness;
  readonly canonicalValues?: readonly string[];
  readonly referenceTypes?: readonly string[];
  readonly subAttributes?: readonly Attribute[];
}

export interface Schema {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly Attribute[];
}

/** Whether an attribute names another resource: it has a `$ref` (RFC 7643 §2.3.7, §2.4). */
export const isReference = (attribute: Attribute): boolean =>
  attribute.subAttributes?.some(({ name }) => name === '$ref') ?? false;

/** What a reference points at that is no resource of this service (RFC 7643 §7 `referenceTypes`). */
const ELSEWHERE: ReadonlySet<string> = new Set(['external', 'uri']);

/**
 * Whether a sub-attribute is the URI of a resource of this service. It follows from the id beside it,
 * so it is never kept as a client sends it: only the service knows whether there is such a resource.
 */
export const isOwnUri = ({ name, referenceTypes = [] }: Attribute): boolean =>
  name === '$ref' && !referenceTypes.some((type) => ELSEWHERE.has(type));

/** Whether the values of an attribute are many, and simple. */
export const isSimpleList = ({ multiValued, type }: Attribute): boolean => multiValued && type !== 'complex';

export type Characteristics = Partial<Omit<Attribute, 'name' | 'description'>>;

/**
 * An attribute with the defaults of RFC 7643 §2.2. References compare case exactly (§2.3.7), dates
 * and the like have no case.
 */
export function attribute(name: string, description: string, characteristics: Characteristics = {}): Attribute {
  return {
    name,
    type: characteristics.subAttributes ? 'complex' : 'string',
    multiValued: false,
    description,
    required: false,
    caseExact: characteristics.type === 'reference' || characteristics.type === 'binary',
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...characteristics,
  };
}
