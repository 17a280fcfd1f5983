import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useDoor } from '../../../door/door.ts';
import { askCommand } from '../../api/queries.ts';
import type { Place, Touched } from '../../api/types.ts';
import { keyOf, type Whose } from './rounds.ts';

/** All that a credential changed, each once: page after page of the feed, as long as somebody looks. */
export function useTouched(tenant: string, whose: Whose) {
  const door = useDoor();
  const asked = useInfiniteQuery({
    // Not what is asked anew after a change: that it was touched is no other then.
    queryKey: ['touched', tenant, whose],
    queryFn: ({ signal, pageParam }) =>
      askCommand(door, tenant, {
        name: 'credential touched',
        asked: { ...whose, ...(pageParam && { from: pageParam }) },
        signal,
      }),
    initialPageParam: undefined as Place | undefined,
    getNextPageParam: ({ next }) => next,
    refetchOnWindowFocus: false,
  });
  const { data, hasNextPage, isFetching, error, fetchNextPage } = asked;
  useEffect(() => {
    if (hasNextPage && !isFetching && error === null) void fetchNextPage();
  }, [hasNextPage, isFetching, error, fetchNextPage]);
  const touched = useMemo(() => merged((data?.pages ?? []).flatMap((page) => page.touched)), [data]);
  return { touched, isThrough: data !== undefined && !hasNextPage, error, retry: asked.refetch };
}

function merged(all: readonly Touched[]): readonly Touched[] {
  const found = new Map<string, Touched>();
  for (const each of all) {
    const events = [...new Set([...(found.get(keyOf(each))?.events ?? []), ...each.events])];
    found.set(keyOf(each), { ...each, events });
  }
  return [...found.values()];
}
