import type { DirectoryContext } from '../context.ts';
import { inspectUsers } from '../inspect.ts';
import type { MappingRow } from '../mapping.ts';

/** What some people have brought: the first by their ids, which are random. */
export interface Sampled {
  /** How many were looked at. */
  readonly users: number;
  readonly rows: readonly MappingRow[];
  /** Paths that somebody has a value at and that feed no field. */
  readonly unused: readonly string[];
}

/** 500 say to within 4 in a hundred, 19 times out of 20, what all have. */
const BATCHES = 1;

/** Looks at up to 500 users, in one page of the listing and 5 batches. */
export async function sampleUsers(context: Pick<DirectoryContext, 'store' | 'types' | 'fields'>): Promise<Sampled> {
  const inspection = await inspectUsers(context, BATCHES);
  const { users, rows } = inspection.mapping(new Map());
  return { users, rows, unused: inspection.quality().unused.map(({ path }) => path) };
}
