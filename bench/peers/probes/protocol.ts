import { randomUUID } from 'node:crypto';
import { at, listAt, NO_ANSWER, textAt, type Answer } from '../ask.ts';
import { BULK, ERROR, GROUP_TYPE, USER_TYPE } from './messages.ts';
import { aName, isDone, yesIf, type Probe } from './probe.ts';

const post = (path: string, bulkId: string, data: object) => ({ method: 'POST', path, bulkId, data });
const groupOf = (...members: readonly string[]) => ({
  schemas: [GROUP_TYPE],
  displayName: `group ${randomUUID()}`,
  members: members.map((value) => ({ value })),
});
const statusesOf = ({ body }: Answer): string =>
  listAt(body, 'Operations')
    ?.map((operation) => String(at(operation, 'status', 'code') ?? at(operation, 'status')))
    .join() ?? '';
const locationsOf = ({ body }: Answer): readonly string[] =>
  listAt(body, 'Operations')?.map((operation) => textAt(operation, 'location').split('/').at(-1) ?? '') ?? [];

/** `fetch` adds `no-cache` to a conditional request that says nothing of caches, and Express gives no 304 then. */
const NOT_NO_CACHE = { 'cache-control': 'max-age=0' };

/** What the protocol has besides resources. */
export const PROTOCOL: readonly Probe[] = [
  {
    what: 'ETag: If-None-Match is 304',
    by: 'RFC 7644 §3.14',
    ask: async ({ ask, user }) => {
      const { id } = await user();
      const { headers } = await ask('GET', `/Users/${id}`);
      const known = { 'if-none-match': headers['etag'] ?? '"none"', ...NOT_NO_CACHE };
      const answer = await ask('GET', `/Users/${id}`, undefined, known);
      return yesIf(answer.status === 304, answer);
    },
  },
  {
    what: 'ETag: If-Match with an old version is 412, and changes nothing',
    by: 'RFC 7644 §3.14',
    ask: async ({ ask, user, patch }) => {
      const { id } = await user({ title: 'x' });
      const { headers } = await ask('GET', `/Users/${id}`);
      await patch(`/Users/${id}`, { op: 'replace', path: 'title', value: 'y' });
      const old = { 'if-match': headers['etag'] ?? 'W/"none"' };
      const answer = await ask('PUT', `/Users/${id}`, { schemas: [USER_TYPE], userName: aName() }, old);
      return yesIf(answer.status === 412, answer);
    },
  },
  {
    what: '/ServiceProviderConfig, /ResourceTypes and /Schemas answer',
    by: 'RFC 7644 §4; the Entra gallery',
    ask: async ({ ask }) => {
      const paths = ['/ServiceProviderConfig', '/ResourceTypes', '/Schemas'];
      const answers: Answer[] = [];
      for (const path of paths) answers.push(await ask('GET', path));
      const [first] = answers;
      const wrong = answers.find(({ status }) => status !== 200);
      return yesIf(wrong === undefined, wrong ?? first ?? NO_ANSWER);
    },
  },
  {
    what: 'an error says its status and schema',
    by: 'RFC 7644 §3.12',
    ask: async ({ ask }) => {
      const answer = await ask('GET', `/Users/${randomUUID()}`);
      const { status, body } = answer;
      return yesIf(status === 404 && at(body, 'schemas', 0) === ERROR && at(body, 'status') === '404', answer);
    },
  },
  {
    what: 'a userName that is missing is 400 with a scimType',
    by: 'RFC 7644 §3.12',
    ask: async ({ ask }) => {
      const answer = await ask('POST', '/Users', { schemas: [USER_TYPE], displayName: 'nobody' });
      return yesIf(answer.status === 400 && textAt(answer.body, 'scimType') !== '', answer);
    },
  },
  {
    what: 'answers are application/scim+json',
    by: 'RFC 7644 §3.1',
    ask: async ({ ask, user }) => {
      const answer = await ask('GET', `/Users/${(await user()).id}`);
      return yesIf(String(answer.headers['content-type']).startsWith('application/scim+json'), answer);
    },
  },
  {
    what: 'a resource has meta with its type and location',
    by: 'RFC 7643 §3.1',
    ask: async ({ ask, user }) => {
      const { id } = await user();
      const answer = await ask('GET', `/Users/${id}`);
      const { body } = answer;
      const isRight = at(body, 'meta', 'resourceType') === 'User' && textAt(body, 'meta', 'location').endsWith(id);
      return yesIf(isRight && id !== '', answer);
    },
  },
  ...[false, true].map((isLater): Probe => ({
    what: `Bulk: a bulkId stands for the id that ${isLater ? 'a later' : 'an earlier'} operation makes`,
    by: 'RFC 7644 §3.7.2',
    ask: async ({ ask, membersOf }) => {
      const user = post('/Users', 'u', { schemas: [USER_TYPE], userName: aName() });
      const group = post('/Groups', 'g', groupOf('bulkId:u'));
      const Operations = isLater ? [group, user] : [user, group];
      const answer = await ask('POST', '/Bulk', { schemas: [BULK], Operations });
      const locations = locationsOf(answer);
      const [its = '', member] = isLater ? locations : locations.toReversed();
      const isRight = isDone(answer) && statusesOf(answer) === '201,201';
      return yesIf(isRight && (await membersOf(its))?.join() === member, answer);
    },
  })),
];
