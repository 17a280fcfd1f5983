import { isDeepStrictEqual } from 'node:util';
import { at, listAt, NO_ANSWER, textAt } from '../ask.ts';
import { ENTERPRISE } from './messages.ts';
import { aName, isDone, yesIf, type Probe } from './probe.ts';

const SENT = {
  displayName: 'Zoë  Ångström ',
  title: '',
  name: { givenName: 'Zoë', familyName: 'Ångström', formatted: 'Zoë Ångström' },
  phoneNumbers: [{ type: 'work', value: '+44 20 5550 0100' }],
  [ENTERPRISE]: { department: 'R&D', employeeNumber: '007' },
};
const AT_ONCE = 8;

/** How users are created and changed, in Entra's words. */
export const USERS: readonly Probe[] = [
  {
    what: 'values come back as they were sent, blanks and extensions too',
    by: 'Entra writes again what differs',
    ask: async ({ ask, user }) => {
      const { id } = await user(SENT);
      const answer = await ask('GET', `/Users/${id}`);
      const back = Object.fromEntries(Object.keys(SENT).map((name) => [name, at(answer.body, name)]));
      return yesIf(isDeepStrictEqual(back, SENT), answer);
    },
  },
  {
    what: 'the same userName in another case is 409 uniqueness',
    by: 'RFC 7644 §3.3.1',
    ofStore: true,
    ask: async ({ user }) => {
      const { name } = await user();
      const userName = name.toUpperCase();
      const { answer } = await user({ userName, emails: [{ value: aName() }] });
      return yesIf(answer.status === 409 && at(answer.body, 'scimType') === 'uniqueness', answer);
    },
  },
  {
    what: `of ${AT_ONCE} POSTs of a userName at once one is 201, the others 409`,
    by: 'RFC 7644 §3.3.1',
    ofStore: true,
    ask: async ({ user }) => {
      const name = aName();
      const posts = Array.from({ length: AT_ONCE }, () => user({ userName: name, emails: [{ value: name }] }));
      const answers = (await Promise.all(posts)).map(({ answer }) => answer);
      const count = (status: number): number => answers.filter((answer) => answer.status === status).length;
      const odd = answers.find(({ status }) => status !== 201 && status !== 409);
      return yesIf(count(201) === 1 && count(409) === AT_ONCE - 1, odd ?? answers[0] ?? NO_ANSWER);
    },
  },
  {
    what: 'Replace of active with the string "False" disables',
    by: 'Entra, without its flag',
    ask: async ({ ask, user, patch }) => {
      const { id } = await user({ active: true });
      const answer = await patch(`/Users/${id}`, { op: 'Replace', path: 'active', value: 'False' });
      return yesIf(at(await ask('GET', `/Users/${id}`), 'body', 'active') === false, answer);
    },
  },
  {
    what: 'keys such as name.givenName in an operation without a path',
    by: 'Entra, with its flag',
    ask: async ({ ask, user, patch }) => {
      const { id } = await user({ name: { givenName: 'Ada', familyName: 'Lovelace' } });
      const value = { 'name.familyName': 'King', [`${ENTERPRISE}:department`]: 'Engines' };
      const answer = await patch(`/Users/${id}`, { op: 'replace', value });
      const { body } = await ask('GET', `/Users/${id}`);
      const isRight = textAt(body, 'name', 'familyName') === 'King' && textAt(body, 'name', 'givenName') === 'Ada';
      return yesIf(isRight && textAt(body, ENTERPRISE, 'department') === 'Engines', answer);
    },
  },
  {
    what: 'phoneNumbers[type eq "mobile"].value makes the number that is not there',
    by: 'Entra',
    ask: async ({ ask, user, patch }) => {
      const { id } = await user({ phoneNumbers: [{ type: 'work', value: '1' }] });
      const path = 'phoneNumbers[type eq "mobile"].value';
      const answer = await patch(`/Users/${id}`, { op: 'Add', path, value: '2' });
      const { body } = await ask('GET', `/Users/${id}`);
      const numbers = listAt(body, 'phoneNumbers')?.map((each) => `${textAt(each, 'type')} ${textAt(each, 'value')}`);
      return yesIf(numbers?.toSorted().join() === 'mobile 2,work 1', answer);
    },
  },
  {
    what: 'a manager is set by its id alone, and taken away by ""',
    by: 'Entra',
    ask: async ({ ask, user, patch }) => {
      const [{ id }, boss] = [await user(), await user()];
      const path = `${ENTERPRISE}:manager`;
      const answer = await patch(`/Users/${id}`, { op: 'Add', path, value: boss.id });
      const set = await ask('GET', `/Users/${id}`);
      await patch(`/Users/${id}`, { op: 'Replace', path, value: '' });
      const gone = await ask('GET', `/Users/${id}`);
      const isSet = textAt(set.body, ENTERPRISE, 'manager', 'value') === boss.id;
      return yesIf(isSet && at(gone.body, ENTERPRISE, 'manager') === undefined, answer);
    },
  },
  {
    what: 'remove takes an attribute away',
    by: 'RFC 7644 §3.5.2.2',
    ask: async ({ ask, user, patch }) => {
      const { id } = await user({ title: 'x' });
      const answer = await patch(`/Users/${id}`, { op: 'remove', path: 'title' });
      const { body, status } = await ask('GET', `/Users/${id}`);
      return yesIf(isDone(answer) && status === 200 && at(body, 'title') === undefined, answer);
    },
  },
  {
    what: 'a PATCH of which one part is wrong is 400, and nothing of it is done',
    by: 'RFC 7644 §3.5.2',
    ask: async ({ ask, user, patch }) => {
      const { id } = await user({ title: 'x' });
      const operations = [
        { op: 'replace', path: 'title', value: 'y' },
        { op: 'replace', path: 'name.givenName', value: { not: 'a text' } },
      ];
      const answer = await patch(`/Users/${id}`, ...operations);
      const { body } = await ask('GET', `/Users/${id}`);
      return yesIf(answer.status === 400 && at(body, 'title') === 'x', answer);
    },
  },
  {
    what: 'five PATCHes of one user at once all take effect',
    by: 'nobody loses a change',
    ofStore: true,
    ask: async ({ ask, user, patch }) => {
      const { id } = await user();
      const values = Object.entries({ title: 'a', nickName: 'b', displayName: 'c', locale: 'en', userType: 'e' });
      const patches = values.map(([path, value]) => patch(`/Users/${id}`, { op: 'replace', path, value }));
      await Promise.all(patches);
      const answer = await ask('GET', `/Users/${id}`);
      return yesIf(
        values.every(([name, value]) => at(answer.body, name) === value),
        answer,
      );
    },
  },
];
