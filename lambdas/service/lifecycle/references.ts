import type { StoredResource } from '../../life/stored-resource.ts';
import { referenceAttributes, type IndexedAttribute } from '../../scim/query/indexed-attributes.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import { valuesAt, withValueAt } from '../../scim/schemas/values-at.ts';
import { MAX_ID_LENGTH } from '../../store/ports/ids.ts';
import type { ResourceStore } from '../../store/ports/resources.ts';
import { rewrite, type Write, type Writing } from '../rewrite.ts';

interface Referring {
  readonly store: Pick<ResourceStore, 'get' | 'findByLookup'>;
  readonly types: readonly ResourceType[];
}

interface Dereferencing extends Writing, Pick<Referring, 'types'> {
  readonly store: Writing['store'] & Referring['store'];
  readonly hasTime: () => boolean;
}

/** An attribute of a type that names another resource, and the ids of those that name this one with it. */
interface Referrers {
  readonly type: ResourceType;
  readonly reference: IndexedAttribute;
  readonly ids: readonly string[];
}

/** Who names a resource in an attribute such as `manager`, by its id or by another text. */
export async function referrersTo({ store, types }: Referring, value: string): Promise<readonly Referrers[]> {
  const attributes = types.flatMap((type) => referenceAttributes(type).map((reference) => ({ type, reference })));
  const found = await Promise.all(
    attributes.map(async ({ type, reference }) => ({
      type,
      reference,
      ids: await store.findByLookup(type.name, { attribute: reference.path, value }),
    })),
  );
  return found.filter(({ ids }) => ids.length > 0);
}

/**
 * Takes an erased resource out of the attributes that name it, such as `manager`. Answers whether
 * all is done.
 */
export async function dropReferences(context: Dereferencing, value: string): Promise<boolean> {
  const { store, now, hasTime } = context;
  let done = true;
  for (const { type, reference, ids } of await referrersTo(context, value))
    for (const id of ids) {
      if (!hasTime()) return false;
      const outcome = await rewrite(
        context,
        type,
        async () => ({ resource: await store.get(type.name, id) }),
        ({ resource }) => ({
          write:
            resource?.erasedAt === undefined && resource
              ? withoutReference(resource, reference, value, now())
              : undefined,
          result: undefined,
        }),
      );
      done &&= outcome.ok;
    }
  return done;
}

/** A resource without its reference to `value`; undefined where it names another resource by now. */
function withoutReference(
  current: StoredResource,
  reference: IndexedAttribute,
  value: string,
  now: string,
): Write | undefined {
  if (!valuesAt(reference)(current.attributes).includes(value)) return undefined;
  const attributes = withValueAt(current.attributes, reference, undefined);
  return { next: { ...current, attributes, version: current.version + 1, lastModified: now } };
}

/**
 * A resource that comes back, without its references to those who were erased meanwhile. One round
 * trip where it names anybody.
 */
export async function withoutErased(
  { store, types }: Referring,
  type: ResourceType,
  resource: StoredResource,
): Promise<StoredResource> {
  let { attributes } = resource;
  for (const reference of referenceAttributes(type)) {
    const targets = targetTypes(types, reference);
    const named = valuesAt(reference)(attributes).flatMap((id) =>
      typeof id === 'string' && id.length <= MAX_ID_LENGTH ? targets.map((target) => store.get(target, id)) : [],
    );
    const isErased = (await Promise.all(named)).some((target) => target?.erasedAt !== undefined);
    if (isErased) attributes = withValueAt(attributes, reference, undefined);
  }
  return { ...resource, attributes };
}

/** The types that a reference may point at, as its `$ref` says. */
function targetTypes(types: readonly ResourceType[], { attribute }: IndexedAttribute): string[] {
  const uri = attribute.subAttributes?.find(({ name }) => name === '$ref');
  return types.map(({ name }) => name).filter((name) => uri?.referenceTypes?.includes(name));
}
