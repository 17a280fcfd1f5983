import { randomUUID } from 'node:crypto';
import { at, filterBy } from '../ask.ts';
import { unseen, yesIf, type Probe } from './probe.ts';

/** What becomes of somebody who leaves, and of somebody who comes back. */
export const LIFE: readonly Probe[] = [
  {
    what: 'who is disabled is found, and stays in its groups',
    by: 'Entra disables before it deletes',
    ask: async ({ ask, user, group, patch, membersOf }) => {
      const [{ id, name }, { id: its }] = [await user({ active: true }), await group()];
      await patch(`/Groups/${its}`, { op: 'add', path: 'members', value: [{ value: id }] });
      const isShown = (await membersOf(its))?.join() === id;
      await patch(`/Users/${id}`, { op: 'replace', value: { active: false } });
      const answer = await ask('GET', `/Users?${filterBy(`userName eq "${name}"`)}`);
      const isFound = at(answer.body, 'Resources', 0, 'active') === false;
      if (!isFound) return yesIf(false, answer);
      return isShown ? yesIf((await membersOf(its))?.join() === id, answer) : unseen(answer);
    },
  },
  {
    what: 'DELETE is 204; then GET is 404, and no filter finds',
    by: 'RFC 7644 §3.6',
    ask: async ({ ask, user }) => {
      const { id, name } = await user();
      const answer = await ask('DELETE', `/Users/${id}`);
      const gone = await ask('GET', `/Users/${id}`);
      const { body } = await ask('GET', `/Users?${filterBy(`userName eq "${name}"`)}`);
      return yesIf(answer.status === 204 && gone.status === 404 && at(body, 'totalResults') === 0, answer);
    },
  },
  {
    what: 'who is deleted is in no group any more',
    by: 'RFC 7643 §4.2: members exist',
    ofStore: true,
    ask: async ({ ask, user, group, patch, membersOf }) => {
      const [{ id }, { id: its }] = [await user(), await group()];
      await patch(`/Groups/${its}`, { op: 'add', path: 'members', value: [{ value: id }] });
      const isShown = (await membersOf(its))?.join() === id;
      const answer = await ask('DELETE', `/Users/${id}`);
      return isShown ? yesIf(!(await membersOf(its))?.includes(id), answer) : unseen(answer);
    },
  },
  {
    what: 'the userName of somebody deleted is free at once',
    by: 'RFC 7644 §3.6',
    ask: async ({ ask, user }) => {
      const { id, name } = await user();
      await ask('DELETE', `/Users/${id}`);
      const { answer } = await user({ userName: name, emails: [{ value: name }] });
      return yesIf(answer.status === 201, answer);
    },
  },
  {
    what: 'soft delete: who comes back with the same externalId has the old id',
    by: 'users ask for it: restore in place',
    ofStore: true,
    ask: async ({ ask, user }) => {
      const externalId = randomUUID();
      const { id, name } = await user({ externalId });
      await ask('DELETE', `/Users/${id}`);
      const again = await user({ userName: name, externalId, emails: [{ value: name }] });
      return yesIf(id !== '' && again.id === id, again.answer);
    },
  },
  {
    what: 'who was disabled is enabled under the same id',
    by: 'Entra',
    ask: async ({ ask, user, patch }) => {
      const { id } = await user({ active: true });
      for (const active of [false, true]) await patch(`/Users/${id}`, { op: 'replace', value: { active } });
      const answer = await ask('GET', `/Users/${id}`);
      return yesIf(at(answer.body, 'active') === true, answer);
    },
  },
];
