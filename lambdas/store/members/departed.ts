import type { Member } from '../../scim/members/member.ts';
import type { Departed } from '../ports/unfinished.ts';
import { getItems } from '../table/batch.ts';
import type { Table } from '../table/open-table.ts';
import { queryOnce } from '../table/read.ts';
import { DEPARTED, departedKey, UNFINISHED } from '../table/tenant-keys.ts';

/** Who is no member although there is an item that says so. */
export type Hidden = (member: Pick<Member, 'id' | 'life'>) => boolean;

/** Marks that are read for whatever is asked; mostly there is none. */
const FEW = 100;

const hiddenBy =
  (find: (id: string) => Departed | undefined): Hidden =>
  ({ id, life = 1 }) => {
    const mark = find(id);
    return mark !== undefined && (mark.gone === true || life < mark.life);
  };

/** A first look at the marks: all of them, or, where they are many, nothing that could be used. */
export async function firstDeparted(table: Table): Promise<ReadonlyMap<string, Departed> | 'many'> {
  const { items, next } = await queryOnce(table, UNFINISHED, { ...DEPARTED, limit: FEW });
  return next ? 'many' : new Map(items.flatMap((item) => ('life' in item ? [[item.id, item] as const] : [])));
}

/** Who of these is hidden: where the marks are many, each is asked for by its id. */
export async function hiddenAmong(
  table: Table,
  first: Awaited<ReturnType<typeof firstDeparted>>,
  ids: readonly string[],
): Promise<Hidden> {
  if (first !== 'many') return hiddenBy((id) => first.get(id));
  const found = await getItems(table, ids.map(departedKey), true);
  return hiddenBy((id) => found(departedKey(id)));
}
