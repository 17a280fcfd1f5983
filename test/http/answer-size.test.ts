import type { DirectoryUser } from '../../lambdas/directory/directory-user.ts';
import { createScim, type ScimBody, type TestScim } from '../support/scim.ts';
import { wholePlay } from '../support/sizes.ts';
import { createDirectory, type DirectoryBody, type TestDirectory } from './test-directory.ts';

/**
 * Texts of characters that grow when JSON is made a string of JSON once more: what is 280 KB in the table is up to 1.6 times
 * as much when it is sent, so that a few of these users are more than one answer.
 */
const TEXTS = ['"'.repeat(140_000), '\\'.repeat(140_000), `\u0001${'\n'.repeat(139_000)}`];
const USERS = 12;
const GROUPS = 12;

let scim: TestScim;
let directory: TestDirectory;
beforeAll(async () => {
  scim = await createScim();
  directory = createDirectory(scim, { fields: { bioUrl: 'nickName' } });
  for (let at = 0; at < USERS; at += 1) {
    const nickName = TEXTS[at] ?? TEXTS[0];
    await scim.createUser({ userName: `user-${at}`, nickName });
  }
  for (let at = 0; at < GROUPS; at += 1) await scim.request('POST', '/Groups', { displayName: `${at}${TEXTS[0]}` });
});
afterAll(async () => scim.drop());

const idsOf = ({ Resources }: ScimBody): string[] => Resources.map(({ id }) => id);

const query = async (url: string): Promise<ScimBody> => {
  const { status, body } = await scim.request('GET', url);
  expect(status).toBe(200);
  return body;
};

async function showsEverybody(url: string): Promise<void> {
  const numbered: string[] = [];
  for (let page = await query(`${url}count=200`); page.Resources.length > 0;) {
    numbered.push(...idsOf(page));
    page = await query(`${url}count=200&startIndex=${numbered.length + 1}`);
  }
  const walked: string[] = [];
  for (let next: string | undefined = ''; next !== undefined;) {
    const search = { count: 200, cursor: next };
    const parameters = Object.fromEntries(new URL(`https://x${url}`).searchParams);
    const path = `${url.slice(0, url.indexOf('?'))}/.search`;
    const { status, body } = await scim.request('POST', path, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
      ...parameters,
      ...search,
    });
    expect(status).toBe(200);
    walked.push(...idsOf(body));
    next = body.nextCursor;
  }
  expect(new Set(numbered).size).toBe(USERS);
  expect(numbered).toHaveLength(USERS);
  expect(walked).toEqual(numbered);
}

test.each(['/Users?sortBy=nickName&'])(
  '%s shows everybody, by number and by cursor, in pages that can be sent',
  showsEverybody,
);
wholePlay.each(['/Groups?', '/Users?', '/Users?filter=nickName%20pr&', '/Users?sortBy=userName&'])(
  '%s does so too',
  showsEverybody,
);

test('a cursor that stands at a long value is short enough for a URL', async () => {
  const { nextCursor = '' } = await query('/Users?sortBy=nickName&count=1&cursor=');
  expect(nextCursor.length).toBeLessThan(6_000);
  expect(idsOf(await query(`/Users?sortBy=nickName&count=1&cursor=${nextCursor}`))).toHaveLength(1);
});

test('types that fit one by one, and not together, are two pages', async () => {
  const ids: string[] = [];
  for (let next: string | undefined = ''; next !== undefined;) {
    const { status, body } = await scim.request('POST', '/.search', {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
      count: 200,
      cursor: next,
    });
    expect(status).toBe(200);
    ids.push(...idsOf(body));
    next = body.nextCursor;
  }
  expect(new Set(ids).size).toBe(USERS + GROUPS);
});

/** Every page of a list of the directory, by its links. */
async function pages(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ text: string; body: DirectoryBody }[]> {
  const all: { text: string; body: DirectoryBody }[] = [];
  for (let next: string | undefined = url; next !== undefined;) {
    const answer = await directory.get(next, headers);
    expect(answer.status).toBe(200);
    all.push(answer);
    next = /<(.+)>; rel="next"/.exec(answer.headers['link'] ?? '')?.[1];
  }
  return all;
}

test.each(['/users?limit=1000', '/users?limit=1000&groups=true'])(
  '%s of the directory shows everybody',
  async (url) => {
    const users = (await pages(url)).flatMap(({ body }) => body.users);
    expect(new Set(users.map(({ id }) => id)).size).toBe(USERS);
    expect(users).toHaveLength(USERS);
  },
);

test('its changes come with every user as it is', async () => {
  const ids = (await pages('/users?limit=1000')).flatMap(({ body }) => body.users.map(({ id }) => id));
  const time = '2027-01-01T00:00:00.000Z';
  const entries = ids.map((id) => ({
    eventId: id,
    event: 'user.created',
    type: 'User',
    id,
    version: 1,
    time,
    changed: [],
  }));
  await directory.feed.append(entries, new Date().toISOString());
  const seen: unknown[] = [];
  for (let since = '', more = true; more;) {
    const { status, body } = await directory.get(`/changes?expand=user&limit=1000${since && `&since=${since}`}`);
    expect(status).toBe(200);
    seen.push(...(body.changes as { user: DirectoryUser }[]).map(({ user }) => user.id));
    ({ next: since = '', more } = body);
  }
  expect(seen).toEqual(ids);
});

wholePlay('so do its tables', async () => {
  const rows = async (url: string) =>
    (await pages(url))
      .map(({ text }) => text)
      .join('')
      .match(/^[\da-f-]{36},/gm);
  expect(await rows('/users.csv?limit=1000')).toHaveLength(USERS);
  expect(await rows('/groups.csv?limit=1000')).toHaveLength(GROUPS);
});

test('so does its list of groups', async () => {
  const groups = (await pages('/groups?limit=1000')).flatMap(({ body }) => body.groups);
  expect(new Set(groups.map(({ id }) => id)).size).toBe(GROUPS);
});

describe('a user whose groups have names that are too much together', () => {
  let id: string;
  beforeAll(async () => {
    [id = ''] = idsOf(await query('/Users?count=1&attributes=id'));
    const patch = { Operations: [{ op: 'add', path: 'members', value: [{ value: id }] }] };
    const groups = [...idsOf(await query('/Groups?count=6')), ...idsOf(await query('/Groups?count=6&startIndex=7'))];
    for (const group of groups) await scim.request('PATCH', `/Groups/${group}`, patch);
  });

  test('is refused with what to do by SCIM', async () => {
    const { status, body } = await scim.request('GET', `/Users/${id}?attributes=groups`);
    expect({ status, scimType: body['scimType'] }).toEqual({ status: 400, scimType: 'tooMany' });
    expect(body.detail).toContain(`/Groups?filter=members.value eq "${id}"&cursor=`);
    const page = await scim.request('GET', '/Users?count=5&attributes=groups');
    expect(page).toMatchObject({ status: 400, body: { scimType: 'tooMany' } });
    expect(await scim.request('GET', `/Users/${id}?attributes=userName`)).toMatchObject({ status: 200 });
  });

  test('has their ids alone in the directory', async () => {
    const { status, body } = await directory.get(`/users/${id}?groups=true`);
    expect(status).toBe(200);
    expect(body.groups).toHaveLength(GROUPS);
    expect(body.groups[0]).toEqual({ id: expect.any(String) as string, name: null });
    const users = (await pages('/users?limit=1000&groups=true')).flatMap((page) => page.body.users);
    expect(users).toHaveLength(USERS);
  });
});
