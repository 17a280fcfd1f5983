import type { StoredResource } from '../../../life/stored-resource.ts';
import { indexValue } from '../../../scim/query/index-values.ts';
import { claimAttributes } from '../../../scim/query/indexed-attributes.ts';
import { namesOf, namingAttributes } from '../../../scim/query/names.ts';
import type { SetupContext } from '../context.ts';
import { readStoredUser } from '../../stored-user.ts';
import { userType, userTypeIn } from '../../../tenant/resource-types.ts';

/** Somebody whom activity is asked about, here or not. */
export interface Sought {
  /** Null for whoever never was here, or was erased and is not known by the id. */
  readonly id: string | null;
  readonly erasedAt: string | null;
  /** By which refusals about the person are found. */
  readonly names: readonly string[];
}

/** A person who is, or was, here. */
export function soughtAs(context: Pick<SetupContext, 'types'>, { id, erasedAt, attributes }: StoredResource): Sought {
  return { id, erasedAt: erasedAt ?? null, names: [id, ...namesOf(userTypeIn(context.types), attributes)] };
}

/** Somebody by id, userName, externalId, an address or another matching attribute, exactly. */
export async function seek(
  context: Pick<SetupContext, 'store' | 'types' | 'journal'>,
  text: string,
  since: string,
): Promise<Sought> {
  const { store, journal } = context;
  const [byId, named] = await Promise.all([readStoredUser(context, text), idByName(context, text)]);
  const stored = byId ?? (named === undefined ? undefined : await store.get(userType.name, named));
  if (stored) return soughtAs(context, stored);
  return { id: null, erasedAt: (await journal.erasedAt(text, since)) ?? null, names: [text] };
}

async function idByName(context: Pick<SetupContext, 'store' | 'types'>, text: string): Promise<string | undefined> {
  const { store } = context;
  const type = userTypeIn(context.types);
  const claims = new Set(claimAttributes(type).map(({ path }) => path));
  const found = await Promise.all(
    namingAttributes(type).map(async (naming) => {
      const value = indexValue(type, naming, text);
      return claims.has(naming.path) ? store.findByClaim(type.name, value) : store.findByLookup(type.name, value);
    }),
  );
  return found.flat().find((id) => id !== undefined);
}
