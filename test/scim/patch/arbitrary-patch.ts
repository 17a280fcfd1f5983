import fc from 'fast-check';
import type { PatchOperation } from '../../../lambdas/scim/patch/message.ts';
import type { Json } from '../../../lambdas/scim/json.ts';
import type { Attribute } from '../../../lambdas/scim/schemas/attribute.ts';
import type { ResourceType } from '../../../lambdas/scim/schemas/resource-type.ts';
import { text } from '../arbitrary-user.ts';

const VALUES: Record<Exclude<Attribute['type'], 'complex'>, fc.Arbitrary<Json>> = {
  string: text,
  reference: text,
  binary: fc.constantFrom('Zmlyc3Q=', 'c2Vjb25k'),
  boolean: fc.boolean(),
  integer: fc.integer(),
  decimal: fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }),
  dateTime: fc.constantFrom('2027-01-31T08:00:00Z', '2028-01-31T08:00:00+01:00'),
};

const isWritable = ({ mutability }: Attribute): boolean => mutability === 'readWrite';

/** A value an attribute can take. */
function valueOf(attribute: Attribute): fc.Arbitrary<Json> {
  const single =
    attribute.type === 'complex'
      ? (fc.record(
          Object.fromEntries(
            (attribute.subAttributes ?? [])
              .filter(isWritable)
              .map((sub): [string, fc.Arbitrary<Json>] => [
                sub.name,
                sub.name === 'type' ? fc.constantFrom('work', 'home') : valueOf(sub),
              ]),
          ),
          { requiredKeys: [] },
        ) as unknown as fc.Arbitrary<Json>)
      : VALUES[attribute.type];
  if (!attribute.multiValued) return single;
  return fc.array(single, { maxLength: 3 }).map((elements) => withOnePrimary(elements));
}

const withOnePrimary = (elements: readonly Json[]): Json => {
  let seen = false;
  return elements.map((element) => {
    const object = element as { readonly [name: string]: Json };
    if (typeof element !== 'object' || object['primary'] !== true) return element;
    if (seen) return { ...object, primary: false };
    seen = true;
    return element;
  });
};

type Shape = Pick<PatchOperation, 'op' | 'path' | 'value'>;
const op = fc.constantFrom('add', 'replace');

/** The operations that can be made on one attribute: the whole, a sub-attribute, some values, a sub-attribute of some values. */
function operationsOn(attribute: Attribute, prefix: string): fc.Arbitrary<Shape>[] {
  const path = `${prefix}${attribute.name}`;
  const write = (target: string, of: Attribute) =>
    fc.record({ op, path: fc.constant(target), value: valueOf(of) }) as fc.Arbitrary<Shape>;
  const remove = (target: string) => fc.constant<Shape>({ op: 'remove', path: target });
  const subs = (attribute.subAttributes ?? []).filter(isWritable);
  const selections =
    attribute.multiValued && subs.some(({ name }) => name === 'type')
      ? ['[type eq "work"]', '[type eq "home" and primary eq true]', '[value sw "a"]'].filter(
          (selection) => !selection.includes('value') || subs.some(({ name }) => name === 'value'),
        )
      : [];
  return [
    write(path, attribute),
    ...(attribute.required ? [] : [remove(path)]),
    ...subs.flatMap((sub) => [write(`${path}.${sub.name}`, sub), remove(`${path}.${sub.name}`)]),
    ...selections.flatMap((selection) => [
      write(`${path}${selection}`, { ...attribute, multiValued: false }),
      remove(`${path}${selection}`),
      ...subs.flatMap((sub) => [
        write(`${path}${selection}.${sub.name}`, sub),
        remove(`${path}${selection}.${sub.name}`),
      ]),
    ]),
  ];
}

/** Operations whose paths and values suit a resource type; whether they can be applied depends on what is there. */
export function patchOn(type: ResourceType): fc.Arbitrary<PatchOperation[]> {
  const choices = [
    ...type.schema.attributes.filter(isWritable).map((attribute) => operationsOn(attribute, '')),
    ...type.extensions.flatMap(({ schema }) =>
      schema.attributes.filter(isWritable).map((attribute) => operationsOn(attribute, `${schema.id}:`)),
    ),
  ].map((operations) => fc.oneof(...operations));
  const pathless = fc
    .constantFrom(...type.schema.attributes.filter(isWritable))
    .chain((attribute) =>
      fc.record({ op, value: valueOf(attribute).map((value) => ({ [attribute.name]: value })) }),
    ) as fc.Arbitrary<Shape>;
  return fc
    .array(fc.oneof({ weight: 6, arbitrary: fc.oneof(...choices) }, pathless), { minLength: 1, maxLength: 6 })
    .map((operations) => operations.map((operation, index) => ({ ...operation, at: `Operations[${index}]` })));
}
