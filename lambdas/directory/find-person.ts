import type { StoredResource } from '../life/stored-resource.ts';
import { show } from '../scim/errors.ts';
import { goneValues } from '../scim/query/index-values.ts';
import { idsNamed } from '../store/ports/ids-named.ts';
import type { ResourceStore } from '../store/ports/resources.ts';
import type { ResourceType } from '../scim/schemas/resource-type.ts';
import { userTypeIn } from '../tenant/resource-types.ts';
import { DirectoryProblem } from './problem.ts';
import { readStoredUser } from './stored-user.ts';

interface Context {
  readonly store: Omit<ResourceStore, 'write'>;
  readonly types: readonly ResourceType[];
}

/**
 * Somebody by id, userName, e-mail address, externalId or another matching attribute, exactly; else by
 * the userName before a DELETE. Throws `not-found`, where it is nobody or several.
 */
export async function findPerson(context: Context, text: string): Promise<StoredResource> {
  const { store, types } = context;
  const byId = await readStoredUser(context, text);
  if (byId) return byId;
  const type = userTypeIn(types);
  const here = await idsNamed(store, type, text);
  const gone = here.length > 0 ? [] : goneValues(type, { userName: text });
  const left = await Promise.all(gone.map((value) => store.findByLookup(type.name, value)));
  const [found, ...others] = await store.getMany(type.name, [...here, ...left.flat()], { consistent: true });
  if (!found)
    throw new DirectoryProblem(
      'not-found',
      `nobody has the id, userName, e-mail address or externalId ${show(text)}; it has to be the whole of it`,
    );
  if (others.length === 0) return found;
  const ids = [found, ...others].map(({ id }) => id).join(', ');
  throw new DirectoryProblem('not-found', `${others.length + 1} people are called ${show(text)}: name one of ${ids}`);
}
