import type { StoredResource } from '../../../life/stored-resource.ts';
import { namesOf } from '../../../scim/query/names.ts';
import type { SetupContext } from '../context.ts';
import { readStoredUser } from '../../stored-user.ts';
import { idsNamed } from '../../../store/ports/ids-named.ts';
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
  const { store, types, journal } = context;
  const [byId, [named]] = await Promise.all([readStoredUser(context, text), idsNamed(store, userTypeIn(types), text)]);
  const stored = byId ?? (named === undefined ? undefined : await store.get(userType.name, named));
  if (stored) return soughtAs(context, stored);
  return { id: null, erasedAt: (await journal.erasedAt(text, since)) ?? null, names: [text] };
}
