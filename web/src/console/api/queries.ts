import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/client.ts';
import { useDoor, type Door } from '../../door/door.ts';
import type { Answer, Ask, CommandName, Glanced, TenantRow } from './types.ts';

export const TENANTS = ['tenants'];

/** Milliseconds: a function of AWS runs for 15 minutes at most, and a look is given up by the server after 30 s. */
const LONG = 16 * 60_000;
const LOOK = 40_000;
/** A look reads some hundred items of a tenant. */
const EVERY = 300_000;

const pathOf = (tenant: string, rest: string): string => `/tenants/${encodeURIComponent(tenant)}/${rest}`;
const commandPath = (tenant: string, name: CommandName): string =>
  pathOf(tenant, `commands/${encodeURIComponent(name)}`);

export function useTenants() {
  const door = useDoor();
  return useQuery({
    queryKey: TENANTS,
    queryFn: async ({ signal }) =>
      (await ask<{ tenants: readonly TenantRow[] }>(door, '/tenants', { signal, patience: LOOK })).tenants,
    refetchInterval: EVERY,
  });
}

export function useGlance(tenant: string) {
  const door = useDoor();
  return useQuery({
    queryKey: ['tenant', tenant, 'glance'],
    // Fifty of them take turns on the server.
    queryFn: ({ signal }) => ask<Glanced>(door, pathOf(tenant, 'glance'), { signal, patience: LONG }),
    refetchInterval: EVERY,
  });
}

interface Asked<Name extends CommandName> {
  readonly name: Name;
  readonly asked: Ask<Name> | null;
  readonly signal?: AbortSignal;
}

/** Has a command run, once, for as long as it takes. Rejects with a Failure. */
export const askCommand = <Name extends CommandName>(
  door: Door,
  tenant: string,
  { name, asked, signal }: Asked<Name>,
): Promise<Answer<Name>> =>
  ask(door, commandPath(tenant, name), { method: 'POST', body: asked, patience: LONG, ...(signal && { signal }) });

/** What a command answers that only looks; nothing is asked while `asked` is null. */
export function useAnswer<Name extends CommandName>(tenant: string, name: Name, asked: Ask<Name> | null) {
  const door = useDoor();
  return useQuery({
    queryKey: ['tenant', tenant, name, asked],
    queryFn: ({ signal }) => askCommand(door, tenant, { name, asked, signal }),
    enabled: asked !== null,
    // Some read a whole directory.
    refetchOnWindowFocus: false,
  });
}

/**
 * Has a command done. What is known of the tenant is asked again after it, done or not; nobody waits for that: it
 * may take the button away whose press was answered, and then what was done would not be told.
 */
export function useRun<Name extends CommandName>(tenant: string, name: Name) {
  const door = useDoor();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (asked: Ask<Name>) => askCommand(door, tenant, { name, asked }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['tenant', tenant] });
    },
  });
}

/** Whom the purge will erase up to a time, page by page. */
export function usePreview(tenant: string, asOf: string) {
  const door = useDoor();
  return useInfiniteQuery({
    queryKey: ['tenant', tenant, 'purge preview', asOf],
    queryFn: ({ signal, pageParam }) => {
      const asked = { asOf, ...(pageParam !== '' && { after: pageParam }) };
      return askCommand(door, tenant, { name: 'purge preview', asked, signal });
    },
    refetchOnWindowFocus: false,
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
}
