import type { TenantAttribute } from '../../lambdas/tenant/settings/settings.ts';
import { isOneOf, problem, repeated } from './problem.ts';
import { REFERENCE_KINDS, reserved } from './reserved.ts';

interface Place {
  readonly path: string;
  readonly inComplex: boolean;
  readonly typeNames: readonly string[];
}

/**
 * The mistakes in a list of attributes that the JSON Schema cannot tell. `typeNames` are what
 * references may point at.
 */
export function attributeProblems(
  attributes: readonly TenantAttribute[],
  path: string,
  typeNames: readonly string[],
  inComplex = false,
): string[] {
  const at = (index: number): string => `${path}[${index}]`;
  const names = attributes.map(({ name }, index) => ({ path: `${at(index)}.name`, value: name }));
  return [
    ...repeated(names, 'the name of an attribute'),
    ...attributes.flatMap((attribute, index) => {
      const place = { path: at(index), inComplex, typeNames };
      const { subAttributes = [] } = attribute;
      return [
        ...nameProblems(attribute, place),
        ...RULES.filter(({ isBroken }) => isBroken(attribute, place)).map(({ key, allowed }) =>
          problem(`${place.path}.${key}`, attribute[key], allowed),
        ),
        ...referenceProblems(attribute, place),
        ...(inComplex ? [] : attributeProblems(subAttributes, `${place.path}.subAttributes`, typeNames, true)),
      ];
    }),
  ];
}

function nameProblems({ name, type }: TenantAttribute, { path, inComplex }: Place): string[] {
  const where = `${path}.name`;
  if (name === '$ref' && !(inComplex && type === 'reference'))
    return [
      problem(where, name, 'a name of letters, digits, $, _ or -; $ref is for a sub-attribute of type reference'),
    ];
  if (!inComplex && isOneOf(reserved.attributes, name))
    return [problem(where, name, `any name but ${reserved.attributes.join(', ')}, which every resource has`)];
  if (name in Object.prototype) return [problem(where, name, 'any name but those that every JavaScript object has')];
  return [];
}

interface Rule {
  readonly key: keyof TenantAttribute;
  readonly isBroken: (attribute: TenantAttribute, place: Place) => boolean;
  readonly allowed: string;
}

const isText = ({ type }: TenantAttribute): boolean => type === 'string' || type === 'reference';
const isWritten = ({ mutability = 'readWrite' }: TenantAttribute): boolean =>
  mutability === 'readWrite' || mutability === 'immutable';

/** Characteristics that exclude each other (RFC 7643 §2.2, §7). */
const RULES: readonly Rule[] = [
  {
    key: 'type',
    isBroken: ({ type }, { inComplex }) => inComplex && type === 'complex',
    allowed: 'a simple type; a complex attribute cannot hold another (RFC 7643 section 2.3.8)',
  },
  {
    key: 'type',
    isBroken: ({ type, subAttributes }, { inComplex }) => !inComplex && type === 'complex' && !subAttributes,
    allowed: 'a simple type, or complex with subAttributes',
  },
  {
    key: 'subAttributes',
    isBroken: ({ type, subAttributes }) => type !== 'complex' && subAttributes !== undefined,
    allowed: 'none, because only an attribute of type complex has subAttributes',
  },
  {
    key: 'uniqueness',
    isBroken: (attribute, { inComplex }) =>
      (attribute.uniqueness ?? 'none') !== 'none' &&
      (inComplex || attribute.multiValued === true || !isText(attribute) || !isWritten(attribute)),
    allowed:
      '"none"; only a single-valued string or reference that clients write, outside of a complex one, can be unique',
  },
  {
    key: 'returned',
    isBroken: ({ mutability, returned = 'never' }) => mutability === 'writeOnly' && returned !== 'never',
    allowed: '"never", because the mutability is "writeOnly"',
  },
  {
    key: 'required',
    isBroken: (attribute) => attribute.required === true && !isWritten(attribute),
    allowed: 'false, because no client can set the attribute (mutability)',
  },
  {
    key: 'canonicalValues',
    isBroken: (attribute) => attribute.canonicalValues !== undefined && !isText(attribute),
    allowed: 'none, because only a string or a reference has canonicalValues',
  },
  {
    key: 'referenceTypes',
    isBroken: ({ type, referenceTypes }) => type !== 'reference' && referenceTypes !== undefined,
    allowed: 'none, because only an attribute of type reference has referenceTypes',
  },
];

function referenceProblems({ type, referenceTypes = [] }: TenantAttribute, { path, typeNames }: Place): string[] {
  const allowed = [...typeNames, ...REFERENCE_KINDS];
  return referenceTypes.flatMap((target, index) =>
    type === 'reference' && !allowed.includes(target)
      ? [problem(`${path}.referenceTypes[${index}]`, target, allowed.join(', '))]
      : [],
  );
}
