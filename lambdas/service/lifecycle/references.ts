import { isVisible, type StoredResource } from '../../life/stored-resource.ts';
import { isObject, withKey } from '../../scim/json.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
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
    for (const path of type.references ?? []) {
      const owners = await store.findByLookup(type.name, { attribute: `${path}.value`, value: id });
      for (const owner of owners) {
        if (!hasTime()) return false;
        const outcome = await rewrite(
          context,
          type,
          async () => ({ resource: await store.get(type.name, owner) }),
          ({ resource }) => ({
            write: isVisible(resource) ? withoutReference(resource, path, id, now()) : undefined,
            result: undefined,
          }),
        );
        done &&= outcome.ok;
      }
    }
  }
  return done;
}

/**
 * A resource without the reference to `id` at `path`, which is the URN of an extension, a colon,
 * and an attribute. Undefined where it names another resource by now.
 */
function withoutReference(current: StoredResource, path: string, id: string, now: string): Write | undefined {
  const split = path.lastIndexOf(':');
  const [urn, name] = [path.slice(0, split), path.slice(split + 1)];
  const extension = current.attributes[urn];
  const reference = isObject(extension) ? extension[name] : undefined;
  if (!isObject(extension) || !isObject(reference) || reference['value'] !== id) return undefined;
  const rest = withKey(extension, name, undefined);
  const attributes = withKey(current.attributes, urn, Object.keys(rest).length > 0 ? rest : undefined);
  return { next: { ...current, attributes, version: current.version + 1, lastModified: now } };
}
