import { at, filterBy, listAt, NO_ANSWER, textAt } from '../ask.ts';
import { isDone, unseen, yesIf, type Probe, type Verdict, type World } from './probe.ts';

const MANY = 100;
const AT_ONCE = 8;

/** Some users, a group with some of them, and whether its members are shown at all. */
async function stage(world: World, options: { readonly users?: number; readonly members?: number } = {}) {
  const { users = 3, members = users } = options;
  const made: string[] = [];
  for (let number = 0; number < users; number += 1) made.push((await world.user()).id);
  const { id } = await world.group();
  const value = made.slice(0, members).map((one) => ({ value: one }));
  const answer = await world.patch(`/Groups/${id}`, { op: 'add', path: 'members', value });
  const shown = await world.membersOf(id);
  return { users: made, path: `/Groups/${id}`, id, answer, isShown: shown?.length === members && members > 0 };
}

/** Sends a change and holds the members after it against those that there should be. */
async function after(
  world: World,
  operation: (users: readonly string[]) => object,
  left: readonly number[],
): Promise<Verdict> {
  const { users, path, id, isShown } = await stage(world);
  const answer = await world.patch(path, operation(users));
  if (!isShown) return unseen(answer);
  const found = await world.membersOf(id);
  const wanted = left.map((index) => users[index] ?? '');
  return yesIf(found?.toSorted().join() === wanted.toSorted().join(), answer);
}

/** How groups change: what users of such services ask for most is that no member is lost. */
export const GROUPS: readonly Probe[] = [
  {
    what: 'GET of a group shows its members',
    by: 'RFC 7643 §4.2',
    ask: async (world) => {
      const { path, isShown } = await stage(world);
      return yesIf(isShown, await world.ask('GET', path));
    },
  },
  {
    what: 'POST of a group with members keeps them',
    by: 'RFC 7644 §3.3',
    ask: async (world) => {
      const { id: user } = await world.user();
      const { id, answer } = await world.group([user]);
      return yesIf((await world.membersOf(id))?.join() === user, answer);
    },
  },
  {
    what: 'excludedAttributes=members leaves them out',
    by: 'Entra reads groups so',
    ask: async (world) => {
      const { path, isShown } = await stage(world);
      const answer = await world.ask('GET', `${path}?excludedAttributes=members`);
      return isShown ? yesIf(isDone(answer) && at(answer.body, 'members') === undefined, answer) : unseen(answer);
    },
  },
  {
    what: 'Add with a capital and $ref: null adds',
    by: 'Entra, without its flag',
    ask: async (world) => {
      const { users, path, id, isShown } = await stage(world, { users: 3, members: 2 });
      const value = [{ $ref: null, value: users[2] }];
      const answer = await world.patch(path, { op: 'Add', path: 'members', value });
      return isShown ? yesIf((await world.membersOf(id))?.length === 3, answer) : unseen(answer);
    },
  },
  {
    what: 'Remove with a list of values removes those, and nobody else',
    by: 'Entra, without its flag',
    ask: (world) =>
      after(world, ([, second]) => ({ op: 'Remove', path: 'members', value: [{ $ref: null, value: second }] }), [0, 2]),
  },
  {
    what: 'remove of members[value eq "…"] removes that one',
    by: 'RFC 7644 §3.5.2.2',
    ask: (world) => after(world, ([, second]) => ({ op: 'remove', path: `members[value eq "${second}"]` }), [0, 2]),
  },
  {
    what: 'replace of members leaves exactly those',
    by: 'RFC 7644 §3.5.2.3',
    ask: (world) => after(world, ([, second]) => ({ op: 'replace', path: 'members', value: [{ value: second }] }), [1]),
  },
  {
    what: 'who is added twice is in it once',
    by: 'RFC 7644 §3.5.2.1',
    ask: (world) => after(world, ([first]) => ({ op: 'add', path: 'members', value: [{ value: first }] }), [0, 1, 2]),
  },
  {
    what: `${AT_ONCE} PATCHes at once add ${AT_ONCE} members`,
    by: 'nobody loses a member',
    ofStore: true,
    ask: async (world) => {
      const { users, path, id, isShown } = await stage(world, { users: 1 + AT_ONCE, members: 1 });
      const [first, ...others] = await Promise.all(
        users.slice(1).map((value) => world.patch(path, { op: 'add', path: 'members', value: [{ value }] })),
      );
      const answer = others.find((each) => !isDone(each)) ?? first ?? NO_ANSWER;
      return isShown ? yesIf((await world.membersOf(id))?.length === users.length, answer) : unseen(answer);
    },
  },
  {
    what: `${MANY} members in one PATCH`,
    by: 'IPSIE: at least 50',
    ask: async (world) => {
      const { id, answer, isShown } = await stage(world, { users: MANY });
      return isShown || (await world.membersOf(id))?.length ? yesIf(isShown, answer) : unseen(answer);
    },
  },
  {
    what: 'a filter finds the groups that somebody is in',
    by: 'RFC 7644 §3.4.2.2; IPSIE',
    ask: async (world) => {
      const { users, id } = await stage(world);
      const filter = filterBy(`members[value eq "${users[0]}"]`);
      const answer = await world.ask('GET', `/Groups?excludedAttributes=members&${filter}`);
      const found = listAt(answer.body, 'Resources')?.map((group) => textAt(group, 'id'));
      return yesIf(found?.join() === id, answer);
    },
  },
  {
    what: 'GET of a user with attributes=groups shows them',
    by: 'RFC 7643 §4.1.2',
    ofStore: true,
    ask: async (world) => {
      const { users, id } = await stage(world);
      const answer = await world.ask('GET', `/Users/${users[0]}?attributes=groups`);
      return yesIf(textAt(answer.body, 'groups', 0, 'value') === id, answer);
    },
  },
];
