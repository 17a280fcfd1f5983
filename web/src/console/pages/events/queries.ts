import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useDoor } from '../../../door/door.ts';
import { askCommand } from '../../api/queries.ts';
import type { EventList, EventRow, Place } from '../../api/types.ts';

/** What is wanted: `kind` and `type`, or neither. */
export type Wanted = Readonly<Partial<Record<'kind' | 'type', string>>>;

/** Milliseconds between two questions for what is new, and where more is known to be there. */
const EVERY = 5_000;
const AT_ONCE = 200;
/** After so many new ones the list begins anew with its end. */
const MOST_NEW = 500;

/** What changed: the end of the feed, what is before it as it is asked for, and what comes while somebody looks. */
export function useEvents(tenant: string, wanted: Wanted) {
  const door = useDoor();
  const client = useQueryClient();
  const listKey = useMemo(() => ['tenant', tenant, 'events list', wanted], [tenant, wanted]);
  const older = useInfiniteQuery({
    queryKey: listKey,
    queryFn: ({ signal, pageParam }) => {
      const asked = { ...wanted, ...(pageParam && { before: pageParam }) };
      return askCommand(door, tenant, { name: 'events list', asked, signal });
    },
    initialPageParam: undefined as Place | undefined,
    getNextPageParam: (page) => page.older,
    refetchOnWindowFocus: false,
  });
  const end = older.data?.pages[0]?.newer;
  const queryKey = ['tenant', tenant, 'events newer', wanted, end];
  const newer = useQuery({
    queryKey,
    queryFn: async ({ signal }): Promise<EventList> => {
      const before = client.getQueryData<EventList>(queryKey);
      const after = before?.newer ?? end;
      const asked = { ...wanted, ...(after && { after }) };
      const { rows, ...place } = await askCommand(door, tenant, { name: 'events list', asked, signal });
      return { ...place, rows: [...rows, ...(before?.rows ?? [])] };
    },
    enabled: end !== undefined,
    refetchInterval: ({ state }) => (state.data?.more === true ? AT_ONCE : EVERY),
  });
  const isLong = (newer.data?.rows.length ?? 0) > MOST_NEW;
  useEffect(() => {
    if (isLong) void client.resetQueries({ queryKey: listKey });
  }, [client, isLong, listKey]);
  const rows = useMemo(
    () => onceEach([...(newer.data?.rows ?? []), ...(older.data?.pages ?? []).flatMap((page) => page.rows)]),
    [newer.data, older.data],
  );
  return { older, newer, rows };
}

/** What tells one change from another. */
export const keyOf = ({ type, id, time, event }: EventRow): string => `${type} ${id} ${time} ${event}`;

/** The feed may tell a change twice. */
const onceEach = (rows: readonly EventRow[]): readonly EventRow[] => [
  ...new Map(rows.map((row) => [keyOf(row), row])).values(),
];
