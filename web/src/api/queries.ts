import {
  QueryCache,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useDoor } from '../door/door.ts';
import { saveFile } from '../parts/save-file.ts';
import { ask, askTable } from './client.ts';
import type { Failure } from './failure.ts';
import type { Activity, Fields, Flow, MadeCredential, NewCredential, Overview, People, PersonPage } from './types.ts';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: Failure;
  }
}

const OVERVIEW = ['overview'];
const CREDENTIALS = ['credentials'];
/** Where the secret that was just made waits until it is copied: in memory, and for this page only. */
const MADE = ['made-credential'];

const isWorthAnother = (failed: number, { kind }: Failure): boolean =>
  failed < 1 && (kind === 'busy' || kind === 'offline');

/**
 * Keeps what was answered. Asks once more where that can help, and never waits for the network to
 * come back by itself, which would look like loading without end. `watched` is what the frame asks for.
 */
export function createQueries(watched: readonly string[] = OVERVIEW): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      // The link ended while the page was open: the frame looks for itself, and says so.
      onError: ({ kind }, { queryKey }) => {
        if (kind === 'ended' && queryKey[0] !== watched[0]) void client.invalidateQueries({ queryKey: watched });
      },
    }),
    defaultOptions: {
      queries: { networkMode: 'always', retry: isWorthAnother, retryDelay: 1_000, staleTime: 10_000 },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}

/** `every`: milliseconds between two questions, while the page can be seen. */
export function useOverview(every?: number) {
  const door = useDoor();
  return useQuery({
    queryKey: OVERVIEW,
    queryFn: ({ signal }) => ask<Overview>(door, '/overview', { signal }),
    ...(every !== undefined && { refetchInterval: every }),
  });
}

export function useFlow(days: number) {
  const door = useDoor();
  return useQuery({
    queryKey: ['health', days],
    queryFn: ({ signal }) => ask<Flow>(door, `/health?days=${days}`, { signal }),
    placeholderData: (before) => before,
    refetchInterval: 60_000,
  });
}

export function useFields() {
  const door = useDoor();
  return useQuery({ queryKey: ['fields'], queryFn: ({ signal }) => ask<Fields>(door, '/fields', { signal }) });
}

/** People page by page; `asked` is one of search, externalId, id, leaving. Nothing is asked where it is null. */
export function usePeople(asked: Readonly<Record<string, string>> | null) {
  const door = useDoor();
  return useInfiniteQuery({
    queryKey: ['people', asked],
    queryFn: ({ signal, pageParam }) => {
      const parameters = new URLSearchParams({ ...asked, ...(pageParam !== '' && { cursor: pageParam }) });
      return ask<People>(door, `/people?${parameters.toString()}`, { signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    enabled: asked !== null,
  });
}

export function usePerson(id: string) {
  const door = useDoor();
  return useInfiniteQuery({
    queryKey: ['person', id],
    queryFn: ({ signal, pageParam }) => {
      const cursor = pageParam === '' ? '' : `?cursor=${encodeURIComponent(pageParam)}`;
      return ask<PersonPage>(door, `/people/${encodeURIComponent(id)}${cursor}`, { signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
}

/** What happened, page by page; `asked` are parameters of the API. Nothing is asked where it is null. */
export function useActivity(asked: Readonly<Record<string, string>> | null) {
  const door = useDoor();
  return useInfiniteQuery({
    queryKey: ['activity', asked],
    queryFn: ({ signal, pageParam }) => {
      const parameters = new URLSearchParams({ ...asked, ...(pageParam !== '' && { cursor: pageParam }) });
      return ask<Activity>(door, `/activity?${parameters.toString()}`, { signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    enabled: asked !== null,
  });
}

/** Pages of a table that are put into one file: of 50 rows each. */
const MOST_PAGES = 100;

/** The same as a file. */
export function useActivityTable(asked: Readonly<Record<string, string>>) {
  const door = useDoor();
  return useMutation({
    mutationFn: async () => {
      let [table, cursor]: [string, string | null] = ['', ''];
      for (let page = 0; page < MOST_PAGES && cursor !== null; page += 1) {
        const parameters = new URLSearchParams({ ...asked, ...(cursor !== '' && { cursor }) });
        const { text, next } = await askTable(door, `/activity.csv?${parameters.toString()}`);
        table += text;
        cursor = next;
      }
      saveFile('activity.csv', table, 'text/csv');
    },
  });
}

export function useCredentials(enabled: boolean) {
  const door = useDoor();
  return useQuery({
    queryKey: CREDENTIALS,
    queryFn: async ({ signal }) =>
      (await ask<{ credentials: MadeCredential[] }>(door, '/credentials', { signal })).credentials,
    enabled,
  });
}

/** The credential that was made last, with its secret. */
export const useMade = () =>
  useQuery<NewCredential | null>({
    queryKey: MADE,
    queryFn: () => null,
    initialData: null,
    staleTime: Infinity,
    gcTime: Infinity,
  });

export function useMake() {
  const door = useDoor();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (kind: 'token' | 'client') =>
      ask<NewCredential>(door, '/credentials', { method: 'POST', body: { kind } }),
    onSuccess: async (made) => {
      client.setQueryData(MADE, made);
      await client.invalidateQueries({ queryKey: CREDENTIALS });
    },
  });
}

export function useEnd() {
  const door = useDoor();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (keyId: string) =>
      ask<undefined>(door, `/credentials/${encodeURIComponent(keyId)}`, { method: 'DELETE' }),
    onSuccess: async (_, keyId) => {
      client.setQueryData<NewCredential | null>(MADE, (made) => (made?.keyId === keyId ? null : made));
      await client.invalidateQueries({ queryKey: CREDENTIALS });
    },
  });
}
