import type { StoredResource } from '../../life/stored-resource.ts';
import { referenceAttributes, type IndexedAttribute } from '../../scim/query/indexed-attributes.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import { valuesAt, withValueAt } from '../../scim/schemas/values-at.ts';
import type { ResourceStore } from '../../store/ports/resources.ts';
import { rewrite, type Write, type Writing } from '../rewrite.ts';

interface Dereferencing extends Writing {
  readonly store: Writing['store'] & Pick<ResourceStore, 'get' | 'findByLookup'>;
  readonly types: readonly ResourceType[];
  readonly hasTime: () => boolean;
}

/**
 * Takes an erased resource out of the attributes that name it, such as `manager`. Answers whether
 * all is done.
 */
export async function dropReferences(context: Dereferencing, id: string): Promise<boolean> {
  const { store, types, now, hasTime } = context;
  let done = true;
  for (const type of types) {
    for (const reference of referenceAttributes(type)) {
      const owners = await store.findByLookup(type.name, { attribute: reference.path, value: id });
      for (const owner of owners) {
        if (!hasTime()) return false;
        const outcome = await rewrite(
          context,
          type,
          async () => ({ resource: await store.get(type.name, owner) }),
          ({ resource }) => ({
            write:
              resource?.erasedAt === undefined && resource
                ? withoutReference(resource, reference, id, now())
                : undefined,
            result: undefined,
          }),
        );
        done &&= outcome.ok;
      }
    }
  }
  return done;
}

/** A resource without its reference to `id`; undefined where it names another resource by now. */
function withoutReference(
  current: StoredResource,
  reference: IndexedAttribute,
  id: string,
  now: string,
): Write | undefined {
  if (!valuesAt(reference)(current.attributes).includes(id)) return undefined;
  const attributes = withValueAt(current.attributes, reference, undefined);
  return { next: { ...current, attributes, version: current.version + 1, lastModified: now } };
}
