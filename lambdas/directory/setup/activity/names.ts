import { claimAttributes } from '../../../scim/query/indexed-attributes.ts';
import { textOf } from '../../directory-user.ts';
import type { SetupContext } from '../context.ts';
import type { ActivityRow } from './row.ts';

/** The rows with what each is called by now: its userName, or displayName. Nobody knows it of who was erased. */
export async function withNames(
  { store, types }: Pick<SetupContext, 'store' | 'types'>,
  rows: readonly ActivityRow[],
): Promise<ActivityRow[]> {
  const names = new Map<string, string | null>();
  await Promise.all(
    types.map(async (type) => {
      const ids = new Set(rows.flatMap((row) => (row.type === type.name && row.name === null ? (row.id ?? []) : [])));
      const naming = claimAttributes(type)[0]?.attribute.name ?? 'displayName';
      if (ids.size === 0) return;
      for (const { id, attributes } of await store.getMany(type.name, [...ids]))
        names.set(`${type.name} ${id}`, textOf(attributes[naming]));
    }),
  );
  return rows.map((row) => ({ ...row, name: row.name ?? names.get(`${row.type} ${row.id}`) ?? null }));
}
