import type { StoredResource } from '../../../life/stored-resource.ts';
import { goneValues } from '../../../scim/query/index-values.ts';
import type { ResourceType } from '../../../scim/schemas/resource-type.ts';
import { indexed } from '../../indexed.ts';
import { OperatorError, type Operating } from './operating.ts';

/** The type of this tenant's users. */
export function userTypeOf({ types }: Pick<Operating, 'types'>): ResourceType {
  const type = types.find(({ name }) => name === 'User');
  if (!type) throw new Error('this tenant has no users');
  return type;
}

/**
 * A user by its id; else by its userName: whoever has it, else whoever had it when it was deleted.
 * Throws OperatorError.
 */
export async function findUser(
  { store }: Pick<Operating, 'store'>,
  type: ResourceType,
  idOrUserName: string,
): Promise<StoredResource> {
  const byId = await store.get(type.name, idOrUserName.slice(0, 200));
  if (byId) return byId;
  const claim = indexed(type, { ...NOBODY, attributes: { userName: idOrUserName } }).index.claims[0];
  const owner = claim && (await store.findByClaim(type.name, claim));
  const gone = goneValues(type, { userName: idOrUserName });
  const ids =
    owner === undefined
      ? (await Promise.all(gone.map((value) => store.findByLookup(type.name, value)))).flat()
      : [owner];
  const found = await store.getMany(type.name, ids, { consistent: true });
  if (found.length > 1) {
    const list = found.map(({ id, deletedAt = '' }) => `${id} (deleted ${deletedAt.slice(0, 10)})`).join(', ');
    throw new OperatorError(`${found.length} deleted users had this userName: ${list}; name one by its id`);
  }
  if (!found[0])
    throw new OperatorError(
      `there is no user with this id or userName; whoever was erased can be named by the id only`,
    );
  return found[0];
}

const NOBODY: StoredResource = { type: 'User', id: '', version: 1, created: '', lastModified: '', attributes: {} };
