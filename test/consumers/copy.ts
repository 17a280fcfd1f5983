import {
  createDirectory as createClient,
  sync,
  type Directory,
  type DirectoryUser,
  type SyncEvent,
  type SyncOptions,
} from '../../clients/typescript/src/index.ts';
import type { TestDirectory } from '../http/test-directory.ts';

/** A client of the directory that a test has, without a server between them; `between` may answer in its place. */
export function clientOf(
  directory: () => TestDirectory,
  between: (request: Request) => Response | undefined = () => undefined,
  pause: SyncOptions['pause'] = async () => {},
): Directory {
  const ask = async (request: Request): Promise<Response> => {
    const instead = between(request);
    if (instead) return instead;
    const { status, headers, text } = await directory().get(request.url, Object.fromEntries(request.headers));
    return new Response(text, { status, headers });
  };
  return createClient({ url: 'https://scim.example.com/directory/v1', token: 'x', fetch: ask, pause });
}

/** What a consumer keeps: users with the run they came in, and the cursor. */
export interface Copy {
  readonly users: Map<string, { readonly user: DirectoryUser; readonly run: string }>;
  cursor?: string;
}

/** Writes one event and its cursor, as one transaction does. */
export function write(copy: Copy, event: SyncEvent): void {
  if (event.kind === 'user') copy.users.set(event.user.id, { user: event.user, run: event.run });
  if (event.kind === 'gone') copy.users.delete(event.id);
  if (event.kind === 'complete') {
    for (const [id, { run }] of copy.users) if (run !== event.run) copy.users.delete(id);
  }
  copy.cursor = event.cursor;
}

/** Goes on until all has come, or the consumer dies at its `most`th event, before that is written. */
export async function goOn(
  client: Directory,
  copy: Copy,
  { most = Infinity, pageSize = 1000 }: { readonly most?: number; readonly pageSize?: number } = {},
): Promise<SyncEvent[]> {
  const told: SyncEvent[] = [];
  for await (const event of sync(client, { cursor: copy.cursor, pageSize })) {
    if (told.length >= most) break;
    told.push(event);
    write(copy, event);
  }
  return told;
}

/** The users of a copy, in the order of their ids. */
export const usersIn = ({ users }: Copy): DirectoryUser[] =>
  [...users.values()].map(({ user }) => user).sort((a, b) => (a.id < b.id ? -1 : 1));

/** The users that a directory has now, page by page, in the same order. */
export async function usersOf(client: Directory): Promise<DirectoryUser[]> {
  const users = new Map<string, DirectoryUser>();
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const query: { limit: number; cursor?: string } = { limit: 1000, ...(cursor && { cursor }) };
    const { data } = await client.GET('/users', { params: { query } });
    if (!data) throw new Error('the users were refused');
    for (const user of data.users) users.set(user.id, user);
    cursor = data.next;
  }
  return [...users.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
