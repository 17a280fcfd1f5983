import { randomUUID } from 'node:crypto';
import { at, filterBy, listAt, textAt, type Answer } from '../ask.ts';
import { SEARCH } from './messages.ts';
import { aName, yesIf, type Probe, type Verdict, type World } from './probe.ts';

const idsOf = ({ body }: Answer): readonly string[] =>
  listAt(body, 'Resources')?.map((resource) => textAt(resource, 'id')) ?? [];

/** Whether a filter finds one user and nobody else. */
async function findsOnly({ ask }: World, filter: string, id: string): Promise<Verdict> {
  const answer = await ask('GET', `/Users?${filterBy(filter)}`);
  const ids = idsOf(answer);
  return yesIf(answer.status === 200 && id !== '' && ids.length === 1 && ids[0] === id, answer);
}

/** How a client matches, lists and pages. */
export const FIND: readonly Probe[] = [
  {
    what: 'a filter on userName finds in another case',
    by: 'RFC 7643 §4.1.1',
    ofStore: true,
    ask: async (world) => {
      const { id, name } = await world.user();
      return findsOnly(world, `userName eq "${name.toUpperCase()}"`, id);
    },
  },
  {
    what: 'a filter on externalId finds',
    by: 'Entra matches by it',
    ask: async (world) => {
      const externalId = randomUUID();
      const { id } = await world.user({ externalId });
      return findsOnly(world, `externalId eq "${externalId}"`, id);
    },
  },
  {
    what: 'a filter on another attribute does not find by userName',
    by: 'RFC 7644 §3.4.2.2',
    ask: async (world) => {
      const { name } = await world.user();
      const answer = await world.ask('GET', `/Users?${filterBy(`nickName eq "${name}"`)}`);
      return yesIf(answer.status === 200 && idsOf(answer).length === 0, answer);
    },
  },
  {
    what: 'a filter on emails[type eq "work" and value eq "…"] finds',
    by: 'RFC 7644 §3.4.2.2',
    ask: async (world) => {
      const { id, name } = await world.user({ externalId: randomUUID() });
      return findsOnly(world, `emails[type eq "work" and value eq "${name}"]`, id);
    },
  },
  {
    what: 'a filter with and, or, not and parentheses finds',
    by: 'RFC 7644 §3.4.2.2',
    ask: async (world) => {
      const [first, second] = [await world.user({ title: 'x' }), await world.user()];
      const either = `(userName eq "${first.name}" or userName eq "${second.name}")`;
      return findsOnly(world, `${either} and not (title eq "x")`, second.id);
    },
  },
  {
    what: 'a filter that cannot be read is 400 invalidFilter',
    by: 'RFC 7644 §3.12',
    ask: async ({ ask }) => {
      const answer = await ask('GET', `/Users?${filterBy('userName eq "a" or')}`);
      return yesIf(answer.status === 400 && at(answer.body, 'scimType') === 'invalidFilter', answer);
    },
  },
  {
    what: 'two pages by startIndex have different users and the same total',
    by: 'RFC 7644 §3.4.2.4',
    ask: async ({ ask, user }) => {
      for (let number = 0; number < 4; number += 1) await user();
      const [first, second] = [
        await ask('GET', '/Users?startIndex=1&count=2'),
        await ask('GET', '/Users?startIndex=3&count=2'),
      ];
      const ids = new Set([...idsOf(first), ...idsOf(second)]);
      const [total, again] = [first, second].map(({ body }) => Number(at(body, 'totalResults')));
      return yesIf(ids.size === 4 && Number(total) >= 4 && total === again, second);
    },
  },
  {
    what: 'a cursor leads to the next page',
    by: 'RFC 9865',
    ask: async ({ ask, user }) => {
      for (let number = 0; number < 4; number += 1) await user();
      const first = await ask('GET', '/Users?cursor&count=2');
      const cursor = textAt(first.body, 'nextCursor');
      if (cursor === '') return yesIf(false, first);
      const second = await ask('GET', `/Users?cursor=${encodeURIComponent(cursor)}&count=2`);
      return yesIf(new Set([...idsOf(first), ...idsOf(second)]).size === 4, second);
    },
  },
  {
    what: 'sortBy sorts',
    by: 'RFC 7644 §3.4.2.3',
    ask: async ({ ask, user }) => {
      const title = randomUUID();
      for (const displayName of ['b', 'c', 'a']) await user({ title, displayName });
      const answer = await ask('GET', `/Users?${filterBy(`title eq "${title}"`)}&sortBy=displayName`);
      const names = listAt(answer.body, 'Resources')?.map((resource) => textAt(resource, 'displayName'));
      return yesIf(names?.join('') === 'abc', answer);
    },
  },
  {
    what: 'attributes=userName leaves the others out',
    by: 'RFC 7644 §3.9',
    ask: async ({ ask, user }) => {
      const { id, name } = await user({ title: 'x' });
      const answer = await ask('GET', `/Users/${id}?attributes=userName`);
      const { body } = answer;
      return yesIf(at(body, 'userName') === name && at(body, 'title') === undefined, answer);
    },
  },
  {
    what: 'a search by POST finds',
    by: 'RFC 7644 §3.4.3',
    ask: async ({ ask, user }) => {
      const { id, name } = await user();
      const answer = await ask('POST', '/Users/.search', { schemas: [SEARCH], filter: `userName eq "${name}"` });
      return yesIf(answer.status === 200 && idsOf(answer)[0] === id, answer);
    },
  },
  {
    what: 'nobody is 200 with a total of 0',
    by: 'Entra tests the connection so',
    ask: async ({ ask }) => {
      const answer = await ask('GET', `/Users?${filterBy(`userName eq "${aName()}"`)}`);
      return yesIf(answer.status === 200 && at(answer.body, 'totalResults') === 0, answer);
    },
  },
];
