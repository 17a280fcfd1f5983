import { userType } from '../tenant/resource-types.ts';
import type { DirectoryContext } from './context.ts';
import { DirectoryProblem } from './problem.ts';

type Store = Pick<DirectoryContext['store'], 'pageMembers' | 'groupsOf'>;

/**
 * A place on the walk through a group and those that are in it: the groups that lead down to the one
 * that is read, from below the first, and the member behind which it goes on.
 */
export interface NestedPlace {
  readonly path: readonly string[];
  readonly after?: string | undefined;
}

/** A user in a group, directly or through others; the walk goes on behind it at `at`. */
export interface PlacedMember {
  readonly id: string;
  readonly type: string;
  readonly at: NestedPlace;
}

/** What one answer may take: members and groups whose groups are asked for, and pages, which count as 50 of them. */
const MOST_WORK = 3_000;
const A_PAGE = 50;
/** Members whose other groups are looked at together. */
const AT_ONCE = 200;
/** A place has to fit into an address. */
const MOST_LEVELS = 30;

/**
 * The users in a group, directly or through others, each once; undefined where nobody may see the group.
 *
 * The groups are walked as a tree: whoever is in several of them, a user or a group, is taken from the
 * one that is nearest to the first, by the shortest way, and of these from the first by id (`nearestOf`).
 * That follows from what each member is in, so that nothing has to be remembered from page to page.
 */
export async function nestedUsers(
  store: Store,
  type: string,
  root: string,
  { limit, start = { path: [] } }: { readonly limit: number; readonly start?: NestedPlace | undefined },
): Promise<{ members: PlacedMember[]; next?: NestedPlace } | undefined> {
  const members: PlacedMember[] = [];
  const parents: Parents = new Map();
  let { path, after } = start;
  for (let pages = 1; members.length < limit && pages * A_PAGE + parents.size < MOST_WORK; pages += 1) {
    const group = path.at(-1) ?? root;
    const wanted = Math.min(limit - members.length, AT_ONCE);
    const page = await store.pageMembers(type, group, { limit: wanted, after });
    if (!page && group === root) return undefined;
    const { members: found, next } = page ?? { members: [] };
    // Nothing is nearer to the first group than itself.
    const nearest = group === root ? () => root : await nearestOf(store, type, root, found, parents);
    let inner: string | undefined;
    for (const { id, type: kind } of found) {
      after = id;
      if (id === root || nearest(id) !== group) continue;
      if (kind === userType.name) members.push({ id, type: kind, at: { path, after } });
      inner = kind === type ? id : undefined;
      if (inner !== undefined) break;
    }
    if (inner !== undefined) [path, after] = [deeper(path, inner), undefined];
    else if (next === undefined && path.length === 0) return { members };
    else if (next === undefined) [path, after] = [path.slice(0, -1), path.at(-1)];
  }
  return { members, next: { path, after } };
}

function deeper(path: readonly string[], inner: string): string[] {
  if (path.length < MOST_LEVELS) return [...path, inner];
  throw new DirectoryProblem(
    'invalid-parameter',
    `nested is "true"; allowed: false for a group with others in it more than ${MOST_LEVELS} levels deep; read the members of each of them`,
  );
}

/** The groups that members and groups are in directly, as far as they were asked for. */
type Parents = Map<string, readonly string[]>;

/**
 * Tells which group each of these is taken from: of those it is in that are the first one (`root`), or in
 * that, the one that is nearest to it. Undefined for who is not in it (any more). Circles lead nowhere.
 * Adds to `parents`. 3 round trips for each level of groups that is new.
 */
async function nearestOf(
  store: Store,
  type: string,
  root: string,
  members: readonly { readonly id: string }[],
  parents: Parents,
): Promise<(id: string) => string | undefined> {
  const isNew = (id: string): boolean => id !== root && !parents.has(id);
  for (let level = members.map(({ id }) => id).filter(isNew); level.length > 0;) {
    const found = await store.groupsOf(type, level);
    const groupsOf = (id: string): string[] => (found.get(id) ?? []).map((group) => group.id);
    for (const id of level) parents.set(id, groupsOf(id));
    level = [...new Set(level.flatMap(groupsOf))].filter(isNew);
  }
  const levels = levelsBelow(root, parents);
  const levelOf = (group: string): number => levels.get(group) ?? Infinity;
  return (id) =>
    (parents.get(id) ?? [])
      .filter((group) => levels.has(group))
      .toSorted((a, b) => levelOf(a) - levelOf(b) || (a < b ? -1 : 1))[0];
}

/** How far below a group everything is that is in it, by the shortest way. */
function levelsBelow(root: string, parents: Parents): ReadonlyMap<string, number> {
  const children = new Map<string, string[]>();
  for (const [id, groups] of parents)
    for (const group of groups) {
      const known = children.get(group);
      if (known) known.push(id);
      else children.set(group, [id]);
    }
  const levels = new Map([[root, 0]]);
  // What is found is walked through behind it: level by level.
  for (const [group, level] of levels)
    for (const child of children.get(group) ?? []) if (!levels.has(child)) levels.set(child, level + 1);
  return levels;
}
