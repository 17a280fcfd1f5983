/** Minutes since the test began. */
export type Minutes = number;
export const DAY: Minutes = 24 * 60;
const RETENTION = 30 * DAY;
const AFTER_DELETE = 7 * DAY;

export interface ModelUser {
  readonly person: number;
  readonly title: string;
  readonly active: boolean;
  /** By their ids, also those that are deleted and kept. */
  readonly groups: ReadonlySet<string>;
  /** The groups it was in when it was deleted. */
  readonly former: ReadonlySet<string>;
  readonly softDeletedAt?: Minutes;
  readonly deletedAt?: Minutes;
  readonly erased?: true;
  readonly held?: true;
}

interface ModelGroup {
  readonly name: number;
  readonly deletedAt?: Minutes;
}

/** What the directory should look like: users and groups by id. A plain value: a step makes another one. */
export interface Model {
  readonly now: Minutes;
  readonly users: ReadonlyMap<string, ModelUser>;
  readonly groups: ReadonlyMap<string, ModelGroup>;
}

/** One step: what happens, and how many requests to DynamoDB it gets before the process is killed. */
export type Step = { readonly killAfter?: number | undefined } & (
  | { readonly kind: 'create'; readonly person: number; readonly active: boolean }
  | { readonly kind: 'title'; readonly person: number; readonly title: string }
  | { readonly kind: 'activate' | 'deactivate' | 'delete'; readonly person: number }
  | { readonly kind: 'restore' | 'erase' | 'hold' | 'lift'; readonly pick: number }
  | { readonly kind: 'join' | 'leave'; readonly person: number; readonly group: number }
  | { readonly kind: 'createGroup' | 'deleteGroup'; readonly group: number }
  | { readonly kind: 'restoreGroup'; readonly pick: number }
  | { readonly kind: 'jobs' }
  | { readonly kind: 'wait'; readonly minutes: Minutes }
);

export const visible = (user: ModelUser): boolean => user.deletedAt === undefined && !user.erased;
const isDue = (user: ModelUser, now: Minutes): boolean =>
  !user.erased &&
  !user.held &&
  user.softDeletedAt !== undefined &&
  now - user.softDeletedAt >= RETENTION &&
  (user.deletedAt === undefined || now - user.deletedAt >= AFTER_DELETE);

export const idOf = (model: Model, person: number): string | undefined =>
  [...model.users].find(([, user]) => user.person === person && visible(user))?.[0];

/** The id that an operator's command is about: any that there ever was. */
export const picked = (model: Model, pick: number): string | undefined => {
  const ids = [...model.users.keys()];
  return ids[pick % Math.max(1, ids.length)];
};

/** The id of the group that has a name. */
export const groupOf = (model: Model, name: number): string | undefined =>
  [...model.groups].find(([, group]) => group.name === name && group.deletedAt === undefined)?.[0];

/** The id of a group that an operator's command is about: any that there is, or was and is kept. */
export const pickedGroup = (model: Model, pick: number): string | undefined => {
  const ids = [...model.groups.keys()];
  return ids[pick % Math.max(1, ids.length)];
};

/** Whose id a POST of a person gets again. */
function formerOf(model: Model, person: number): string | undefined {
  return [...model.users]
    .filter(
      ([, user]) => user.person === person && user.deletedAt !== undefined && !user.erased && !isDue(user, model.now),
    )
    .toSorted(([, a], [, b]) => (b.deletedAt ?? 0) - (a.deletedAt ?? 0))[0]?.[0];
}

const put = (model: Model, id: string, user: ModelUser): Model => ({
  ...model,
  users: new Map(model.users).set(id, user),
});
const putGroup = (model: Model, id: string, group: ModelGroup): Model => ({
  ...model,
  groups: new Map(model.groups).set(id, group),
});

/** Groups whose retention has passed are gone, and nobody is or was in them. */
function purgedGroups(model: Model): Model {
  const isKept = ([, { deletedAt }]: [string, ModelGroup]): boolean =>
    deletedAt === undefined || model.now - deletedAt < RETENTION;
  const groups = new Map([...model.groups].filter(isKept));
  const kept = (ids: ReadonlySet<string>) => new Set([...ids].filter((id) => groups.has(id)));
  const users = [...model.users].map(([id, user]): [string, ModelUser] => [
    id,
    { ...user, groups: kept(user.groups), former: kept(user.former) },
  ]);
  return { ...model, groups, users: new Map(users) };
}

const NOWHERE: ReadonlySet<string> = new Set();
const bare = (person: number): ModelUser => ({ person, title: '', active: true, groups: NOWHERE, former: NOWHERE });

function erased(user: ModelUser): ModelUser {
  return { ...bare(user.person), erased: true };
}

/** The model after a step that was carried out, and the status or outcome that is expected. `newId` is what a creation was answered. */
export function after(model: Model, step: Step, newId: string): { model: Model; expected: string } {
  switch (step.kind) {
    case 'wait':
      return { model: { ...model, now: model.now + step.minutes }, expected: 'done' };
    case 'jobs': {
      const users = [...model.users].map(([id, user]): [string, ModelUser] => [
        id,
        isDue(user, model.now) ? erased(user) : user,
      ]);
      return { model: purgedGroups({ ...model, users: new Map(users) }), expected: 'done' };
    }
    case 'create':
      return create(model, step.person, step.active, newId);
    case 'createGroup':
      if (groupOf(model, step.group) !== undefined) return { model, expected: '409' };
      return { model: putGroup(model, newId, { name: step.group }), expected: '201' };
    case 'deleteGroup': {
      const id = groupOf(model, step.group);
      if (id === undefined) return { model, expected: '404' };
      return { model: putGroup(model, id, { name: step.group, deletedAt: model.now }), expected: '204' };
    }
    case 'restoreGroup': {
      const id = pickedGroup(model, step.pick);
      const group = id === undefined ? undefined : model.groups.get(id);
      if (id === undefined || !group) return { model, expected: 'nobody' };
      if (group.deletedAt === undefined || groupOf(model, group.name) !== undefined)
        return { model, expected: 'refused' };
      return { model: putGroup(model, id, { name: group.name }), expected: 'done' };
    }
    case 'restore':
    case 'erase':
    case 'hold':
    case 'lift':
      return operate(model, step.kind, picked(model, step.pick));
    case 'title':
    case 'activate':
    case 'deactivate':
    case 'delete':
    case 'join':
    case 'leave': {
      const id = idOf(model, step.person);
      const user = id === undefined ? undefined : model.users.get(id);
      if (id === undefined || !user) return { model, expected: 'nobody' };
      return change(model, step, id, user);
    }
  }
}

function create(model: Model, person: number, active: boolean, newId: string) {
  if (idOf(model, person) !== undefined) return { model, expected: '409' };
  const former = formerOf(model, person);
  const held = former === undefined ? undefined : model.users.get(former)?.held;
  const user: ModelUser = {
    ...bare(person),
    active,
    ...(active ? {} : { softDeletedAt: model.now }),
    ...(held && { held }),
  };
  return { model: put(model, former ?? newId, user), expected: '201' };
}

function change(
  model: Model,
  step: Extract<Step, { person: number }>,
  id: string,
  user: ModelUser,
): { model: Model; expected: string } {
  switch (step.kind) {
    case 'title':
      return { model: put(model, id, { ...user, title: step.title }), expected: '200' };
    case 'activate': {
      const { softDeletedAt: _, ...rest } = user;
      return { model: put(model, id, { ...rest, active: true }), expected: '200' };
    }
    case 'deactivate':
      return {
        model: put(model, id, { ...user, active: false, softDeletedAt: user.softDeletedAt ?? model.now }),
        expected: '200',
      };
    case 'delete': {
      const deleted = {
        ...user,
        groups: NOWHERE,
        former: user.groups,
        softDeletedAt: user.softDeletedAt ?? model.now,
        deletedAt: model.now,
      };
      return { model: put(model, id, deleted), expected: '204' };
    }
    case 'join':
    case 'leave': {
      const group = groupOf(model, step.group);
      if (group === undefined) return { model, expected: '404' };
      const groups = new Set(user.groups);
      if (step.kind === 'join') groups.add(group);
      else groups.delete(group);
      return { model: put(model, id, { ...user, groups }), expected: '204' };
    }
    case 'create':
      throw new Error('a creation is no change of a user');
  }
}

function operate(
  model: Model,
  kind: 'restore' | 'erase' | 'hold' | 'lift',
  id: string | undefined,
): { model: Model; expected: string } {
  const user = id === undefined ? undefined : model.users.get(id);
  if (id === undefined || !user) return { model, expected: 'nobody' };
  const refused = { model, expected: 'refused' };
  if (user.erased) return refused;
  const { held, ...free } = user;
  if (kind === 'hold') return held ? refused : { model: put(model, id, { ...user, held: true }), expected: 'done' };
  if (kind === 'lift') return held ? { model: put(model, id, free), expected: 'done' } : refused;
  if (kind === 'erase') return held ? refused : { model: put(model, id, erased(user)), expected: 'done' };
  if (user.deletedAt === undefined || idOf(model, user.person) !== undefined) return refused;
  const { deletedAt: _, softDeletedAt: __, ...back } = user;
  const restored = {
    ...back,
    groups: user.former,
    former: NOWHERE,
    ...(user.active ? {} : { softDeletedAt: model.now }),
  };
  return { model: put(model, id, restored), expected: 'done' };
}
