import { userType } from '../../tenant/resource-types.ts';
import type { DirectoryContext } from '../context.ts';
import type { MappingRow } from '../mapping.ts';
import { createInspection } from '../quality.ts';

/** What some people have brought: the first by their ids, which are random. */
export interface Sampled {
  /** How many were looked at. */
  readonly users: number;
  readonly rows: readonly MappingRow[];
  /** Paths that somebody has a value at and that feed no field. */
  readonly unused: readonly string[];
}

/** So many say to within 4 in a hundred, 19 times out of 20, what all have. */
const SAMPLE = 500;

/** Looks at up to 500 users, in one page of the listing and 5 batches. */
export async function sampleUsers({
  store,
  types,
  fields,
}: Pick<DirectoryContext, 'store' | 'types' | 'fields'>): Promise<Sampled> {
  const type = types.find(({ name }) => name === userType.name) ?? userType;
  const inspection = createInspection(type, fields);
  const { ids } = await store.listIds(type.name, { limit: SAMPLE });
  for (const user of await store.getMany(type.name, ids)) if (user.deletedAt === undefined) inspection.see(user);
  const { users, rows } = inspection.mapping(new Map());
  return { users, rows, unused: inspection.quality().unused.map(({ path }) => path) };
}
