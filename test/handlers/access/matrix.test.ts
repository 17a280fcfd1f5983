import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { jest } from '@jest/globals';
import { sizes } from '../../support/sizes.ts';
import { openStore, type StoreTest } from '../../support/store.ts';
import { FEDERATION, trustingTenant } from '../../support/trusting-tenant.ts';
import { everyCredential, type Sent } from './credentials.ts';
import { openGateway, type GatewayHere } from './gateway-here.ts';
import { expectedStatuses, isBesideFiles, isOpen, METHODS, VARIANTS, type Asked } from './rule.ts';

/** In the names of who is in the directory: no refusal shows it. */
const MARK = 'Ottokar';
const NOTHING = '/nothing/here';
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';

/** Whose ids paths have that are called otherwise. */
const IDS_OF: Readonly<Record<string, 'Users' | 'Groups'>> = {
  users: 'Users',
  people: 'Users',
  credentials: 'Users',
  groups: 'Groups',
};
/** Paths of the template that are there to say that they are none. */
const isNone = (path: string): boolean => path.endsWith(NOTHING) || /^\/directory(\/v1)?$/.test(path);

let table: StoreTest;
let gateway: GatewayHere;
let credentials: readonly Sent[];
/** Every path of the template, once, with ids that are there. */
let paths: readonly string[];
/** The items of the directory before all this. */
let before: readonly string[];

beforeAll(async () => {
  // What the record of the traffic would write a minute later is not to be written after the tests.
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
  table = await openStore();
  gateway = await openGateway(table.tableName, trustingTenant('http://127.0.0.1:9/keys'));
  credentials = await everyCredential(table, FEDERATION.clientId);
  const ids = {
    Users: await make('/scim/v2/Users', { userName: 'ottokar@example.com', displayName: MARK }),
    Groups: await make('/scim/v2/Groups', { displayName: MARK }),
    ResourceTypes: 'User',
    Schemas: USER,
  };
  before = await people();
  const templates = new Set(gateway.routes.map(({ path }) => path.replace('{proxy+}', NOTHING.slice(1))));
  paths = [...templates].map((path) =>
    path.replace(/(\w+)\/\{(?:id|keyId)\}/, (_, kind: string) => `${kind}/${ids[IDS_OF[kind] ?? (kind as 'Users')]}`),
  );
});
afterAll(() => table.drop());

/** Whatever the table has but credentials, what is noted of them, the record of the traffic, the journal of refusals, and the places for exports. */
async function people(): Promise<string[]> {
  const items = await table.items();
  const own = items.filter(({ pk }) => !/^(CREDENTIAL|ACCESS|TRAFFIC|JOURNAL|ENDING|EXPORT)/.test(String(pk)));
  return own.map((item) => JSON.stringify(item)).toSorted();
}

async function send(method: string, url: string, headers: Record<string, string>, body = '') {
  const rawHeaders = Object.entries({ Host: 'scim.example.com', 'If-Match': 'W/"never"', ...headers }).flat();
  const request = { method, url, rawHeaders, accept: undefined, sourceIp: '192.0.2.1', port: 1234 };
  const answer = await gateway.send({ ...request, body: Buffer.from(body) });
  return { ...answer, body: answer.body instanceof Readable ? await text(answer.body) : String(answer.body) };
}

/** The id of what is made. */
async function make(url: string, attributes: object): Promise<string> {
  const { header = '' } = credentials.find(({ name }) => name === 'scim') ?? {};
  const headers = { Authorization: header, 'Content-Type': 'application/scim+json' };
  const { body } = await send('POST', url, headers, JSON.stringify(attributes));
  return (JSON.parse(body) as { id: string }).id;
}

/** Everything that can be asked for, of which a short run leaves out most odd ways to write a path. */
function* everyRequest(scopes: readonly string[]): Generator<Asked> {
  let odd = 0;
  for (const path of paths)
    for (const { of, leads: twisted, isOdd = true } of VARIANTS)
      for (const method of METHODS) {
        const sent = of(path);
        const leads = isNone(path) ? 'nowhere' : twisted;
        // Without its base a path may be nothing at all, which cannot be sent.
        if (!isOdd || (sent !== path && sent !== '' && (odd += 1) % sizes.oddPathsEvery === 0))
          yield { method, path, sent, leads, scopes };
      }
}

/** What is wrong with the answer to a request; undefined where nothing is. */
async function problemWith(asked: Asked, { header, scopes }: Sent): Promise<string | undefined> {
  const before = gateway.reached();
  const { status, body } = await send(asked.method, asked.sent, header === undefined ? {} : { Authorization: header });
  const expected = expectedStatuses(asked);
  if (!expected.includes(status)) return `is ${status}, not ${expected.join(' or ')}`;
  const mayReach = scopes.length > 0 || (asked.leads === 'there' && isOpen(asked.path)) || isBesideFiles(asked.sent);
  if (!mayReach && gateway.reached() > before) return 'reaches a function';
  return status >= 400 && body.includes(MARK) ? 'shows who is there' : undefined;
}

it('nobody reaches anything without the scope for it, however the path is written', async () => {
  const wrong: string[] = [];
  for (const credential of credentials)
    for (const asked of everyRequest(credential.scopes)) {
      const problem = await problemWith(asked, credential);
      if (problem !== undefined) wrong.push(`${credential.name}: ${asked.method} ${asked.sent} ${problem}`);
    }
  expect(wrong).toEqual([]);
});

it('and nothing has changed', async () => {
  expect(before).not.toHaveLength(0);
  expect(await people()).toEqual(before);
});
