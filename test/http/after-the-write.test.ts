import { randomUUID } from 'node:crypto';
import { awsError, injectFaults, type Fault } from '../support/faults.ts';
import { patchOf, refs, testGroups, type TestGroups } from '../support/groups.ts';
import { createHardTable, type HardTable } from '../support/hard-table.ts';
import { createScim, type ScimOptions, type TestScim } from '../support/scim.ts';
import { sizes } from '../support/sizes.ts';

/** What is written is answered as a success, whatever fails behind it; what nobody knows is said to be unknown. */

let table: HardTable;
let scim: TestScim;
let groups: TestGroups;
let clock: number;
const retry: NonNullable<ScimOptions['retry']> = {
  sleep: async (milliseconds) => void (clock += milliseconds),
  now: () => clock,
};
beforeEach(async () => {
  clock = 0;
  table = await createHardTable();
  scim = await createScim({ table, retry });
  groups = testGroups(scim);
});
afterEach(() => table.drop());

const WRITES = new Set(['PutItemCommand', 'UpdateItemCommand', 'TransactWriteItemsCommand']);
const throttled = awsError('ThrottlingException', { $metadata: { httpStatusCode: 400 } });
const unexpected = awsError('ValidationException', { $metadata: { httpStatusCode: 400 } });

/** Every request fails that comes after the first write was answered. */
function failBehindTheWrite(error: Error): () => void {
  let isWritten = false;
  return injectFaults(scim.table.documentClient, (name): Fault | undefined => {
    if (isWritten) return { error };
    isWritten = WRITES.has(name);
    return undefined;
  });
}

describe.each([
  ['throttled', throttled],
  ['unexpectedly failing', unexpected],
])('on a table that is %s behind the write', (_, error) => {
  test('a PUT of a group answers with what it has written', async () => {
    const [anna, berta, carla] = await groups.users(3);
    const id = await groups.create(refs([anna!, berta!]));
    const stop = failBehindTheWrite(error);
    const members = refs([berta!, carla!]);
    const put = await scim.request('PUT', `/Groups/${id}`, { displayName: 'after', members });
    stop();

    expect(put.status).toBe(200);
    const read = await scim.request('GET', `/Groups/${id}`);
    expect(put.body).toEqual(read.body);
    expect(put.headers['etag']).toBe(read.headers['etag']);
    expect(await groups.members(id)).toEqual([berta!, carla!].toSorted());
  });

  test('a PATCH that is asked for the members is a success without an answer', async () => {
    const [anna, berta] = await groups.users(2);
    const id = await groups.create(refs([anna!]));
    const stop = failBehindTheWrite(error);
    const add = patchOf({ op: 'add', path: 'members', value: refs([berta!]) });
    const patch = await scim.request('PATCH', `/Groups/${id}?attributes=members`, add);
    stop();

    expect([patch.status, patch.body]).toEqual([204, undefined]);
    expect(await groups.members(id)).toEqual([anna!, berta!].toSorted());
  });

  test.each(sizes.groupsOfOne)('a DELETE of a user in %i groups has deleted the user', async (count) => {
    const [anna] = await groups.users(1);
    for (let at = 0; at < count; at += 1) await groups.create(refs([anna!]));
    const stop = failBehindTheWrite(error);
    const deleted = await scim.request('DELETE', `/Users/${anna}`);
    stop();

    expect(deleted.status).toBe(204);
    expect((await scim.request('GET', `/Users/${anna}`)).status).toBe(404);
    expect((await scim.request('DELETE', `/Users/${anna}`)).status).toBe(404);
  });

  test('a DELETE of a group has deleted it', async () => {
    const id = await groups.create(refs(await groups.users(2)));
    const stop = failBehindTheWrite(error);
    const deleted = await scim.request('DELETE', `/Groups/${id}`);
    stop();

    expect(deleted.status).toBe(204);
    expect((await scim.request('GET', `/Groups/${id}`)).status).toBe(404);
  });

  test('a change of many members is made once it is decided', async () => {
    const users = await groups.users(120);
    const id = await groups.create();
    let isDecided = false;
    const stop = injectFaults(scim.table.documentClient, (name): Fault | undefined => {
      if (isDecided) return { error };
      isDecided = name === 'TransactWriteItemsCommand';
      return undefined;
    });
    const patch = await groups.patch(id, { op: 'add', path: 'members', value: refs(users) });
    stop();

    expect(patch.status).toBe(204);
    expect(await groups.members(id)).toEqual(users.toSorted());
  });
});

describe('a POST whose answer is lost', () => {
  const createUser = (userName: string) => scim.createUser({ userName });

  test('on its way to us is answered as what it is', async () => {
    table.hard.fault({ kind: 'lost', operation: 'TransactWriteItems', times: 2 });

    expect((await createUser('anna')).status).toBe(201);
    expect((await scim.request('GET', '/Users')).body['totalResults']).toBe(1);
  });

  test('on its way to the client is 409 with the id when it is sent again', async () => {
    const { body } = await createUser('anna');
    const again = await createUser('ANNA');

    expect([again.status, again.body['scimType']]).toEqual([409, 'uniqueness']);
    expect(again.body.detail).toContain(body.id);
  });

  test('every time may have been applied, and is 409 with the id when it is sent again', async () => {
    const stop = table.hard.fault({ kind: 'lost', operation: 'TransactWriteItems' });
    const first = await createUser('anna');
    stop();

    expect([first.status, first.headers['retry-after']]).toEqual([503, '5']);
    expect(first.body.detail).toMatch(/may have been applied.*send the same request again/);
    const again = await createUser('anna');
    const { Resources } = (await scim.request('GET', '/Users')).body;
    expect(again.status).toBe(409);
    expect(again.body.detail).toContain(Resources[0]!.id);
  });

  test('of a group is 409 with the id, too', async () => {
    const displayName = randomUUID();
    const id = await groups.create([], displayName);
    const again = await scim.request('POST', '/Groups', { displayName });

    expect([again.status, again.body['scimType']]).toEqual([409, 'uniqueness']);
    expect(again.body.detail).toContain(id);
  });
});
