import { parseArgs } from 'node:util';
import type { JsonObject } from '../lambdas/scim/json.ts';
import { ScimError } from '../lambdas/scim/errors.ts';
import type { Answer } from '../lambdas/service/context.ts';
import { recover } from '../lambdas/service/lifecycle/recover.ts';
import { queryResources } from '../lambdas/service/query/query.ts';
import type { Query } from '../lambdas/service/query/query-parameters.ts';
import { createResource } from '../lambdas/service/resources/create.ts';
import { deleteResource } from '../lambdas/service/resources/delete.ts';
import { patchResource } from '../lambdas/service/resources/patch.ts';
import { readResourceById } from '../lambdas/service/resources/read.ts';
import { replaceResource } from '../lambdas/service/resources/replace.ts';
import { putItems } from '../lambdas/store/table/batch.ts';
import { groupAttribute, memberOfKey } from '../lambdas/store/table/keys.ts';
import { memberItem } from '../lambdas/store/table/member-item.ts';
import { openTable } from '../lambdas/store/table/open-table.ts';
import { groupType, userType } from '../lambdas/tenant/resource-types.ts';
import { meter } from '../tools/dynamodb-local/meter.ts';
import { startDynamoDbLocal } from '../tools/dynamodb-local/start.ts';
import { benchContext, benchTable, patientClient } from './bench-table.ts';
import { loadUsers } from './load-users.ts';
import { createRow } from './row.ts';

/**
 * What every kind of request costs in directories of other sizes, with a group that everybody is in:
 * round trips and units, which are exact, and the processor's time as seconds of a function of
 * 512 MB, which is noisy.
 */
const { values } = parseArgs({ options: { sizes: { type: 'string', default: '100,10000,100000' } } });
const SIZES = values.sizes.split(',').map(Number);
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

const dynamodb = await startDynamoDbLocal({ heapMb: 4096 });
const client = patientClient(dynamodb.endpoint);
const used = meter(client);

/** An answer, or the error that a client would see. */
async function statusOf(work: Promise<Answer>): Promise<{ status: string; body: JsonObject }> {
  try {
    const { status, body = {} } = await work;
    return { status: String(status), body };
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    return { status: `${error.status} ${error.scimType ?? ''}`, body: {} };
  }
}

const printRow = createRow(used);
/** Prints a row: what `run` costs, each time with what `prepare` made for it, which costs nothing here. */
const row = <Made>(
  what: string,
  prepare: () => Promise<Made>,
  run: (made: Made) => Promise<Answer>,
  rounds?: number,
): Promise<void> => printRow(what, prepare, async (made) => (await statusOf(run(made))).status, rounds);

let people = 0;
for (const size of SIZES) {
  const tableName = await benchTable(client);
  await loadUsers(client, tableName, size);
  const context = benchContext({ client, tableName });
  const nothing = () => Promise.resolve();
  const query = (parameters: Query) => () => queryResources(context, [userType], parameters);
  const patch = (type: typeof userType, id: string, ...Operations: readonly JsonObject[]) =>
    patchResource(context, type, id, { schemas: [PATCH], Operations }, {});
  const idOf = async (work: Promise<Answer>): Promise<string> => {
    const id = (await work).body?.['id'];
    if (typeof id !== 'string') throw new Error('the answer has no id');
    return id;
  };

  const person = (): JsonObject => {
    people += 1;
    return {
      schemas: [userType.schema.id],
      userName: `person.${people}@example.com`,
      externalId: `e-${people}`,
      displayName: `Person Number ${people}`,
      name: { givenName: 'Person', familyName: `Number ${people}` },
      emails: [{ type: 'work', primary: true, value: `person.${people}@example.com` }],
      title: 'Engineer',
    };
  };
  const post = (body: JsonObject) => createResource(context, userType, body, {});
  const group = (displayName: string) =>
    idOf(createResource(context, groupType, { schemas: [groupType.schema.id], displayName }, {}));
  const change = (op: string, ids: readonly string[]): JsonObject => ({
    op,
    path: 'members',
    value: ids.map((value) => ({ value })),
  });
  const carryOut = () => recover({ ...context, hasTime: () => true });

  const everybody: string[] = [];
  while (everybody.length < size) {
    const page = await context.store.listIds('User', { limit: 5_000, after: everybody.at(-1) });
    everybody.push(...page.ids);
  }
  const large = await group('everybody');
  const small = await group('one');
  // As they are once a change is carried out; by requests 100,000 would take an hour here.
  const owner = { type: groupType.name, id: large, generation: 0 };
  await putItems(
    openTable({ client, tableName }),
    everybody.flatMap((id) => [
      memberItem(owner, { id, type: userType.name }),
      { ...memberOfKey(id), life: 1, turn: 1, [groupAttribute(large)]: 0 },
    ]),
  );
  const kept = await idOf(post({ ...person(), userName: 'kept@example.com' }));
  /** Somebody who is in one group. */
  const member = async (): Promise<string> => {
    const id = await idOf(post(person()));
    await patch(groupType, small, change('add', [id]));
    return id;
  };

  console.log(`\n${size} users, all of them in one group      s at 512 MB   trips     WRU     RRU  answer`);
  await row('POST of a user', async () => person(), post);
  await row(
    'POST of somebody who was deleted',
    async () => {
      const body = person();
      await deleteResource(context, userType, await idOf(post(body)), {});
      return body;
    },
    post,
  );
  await row('GET of a user', nothing, () => readResourceById(context, userType, kept, {}));
  await row('PATCH of a title', nothing, () =>
    patch(userType, kept, { op: 'replace', path: 'title', value: `${Math.random()}` }),
  );
  await row('PUT of a user', nothing, () =>
    replaceResource(context, userType, kept, { ...person(), userName: 'kept@example.com' }, {}),
  );
  await row('DELETE of a user in one group', member, (id) => deleteResource(context, userType, id, {}));
  await row('filter userName eq', nothing, query({ filter: 'userName eq "kept@example.com"' }));
  await row('page of 100, the first', nothing, query({ count: '100' }));
  await row('page of 100, in the middle', nothing, query({ count: '100', startIndex: String(size / 2) }));
  await row('page of 100, by cursor', nothing, query({ count: '100', cursor: '' }));
  await row('filter without an index', nothing, query({ filter: 'title co "x"' }));
  await row('filter without an index, by cursor', nothing, query({ filter: 'title co "x"', cursor: '' }));
  await row('filter without an index, count=0', nothing, query({ filter: 'title co "x"', count: '0' }));
  await row('sortBy', nothing, query({ sortBy: 'title', count: '100' }));
  await row('meta.lastModified gt', nothing, query({ filter: 'meta.lastModified gt "2027-06-01T00:00:00Z"' }));
  const inGroup = `groups.value eq "${large}"`;
  await row('groups.value eq, page of 100', nothing, query({ filter: inGroup, count: '100' }));
  await row('groups.value eq, by cursor', nothing, query({ filter: inGroup, count: '100', cursor: '' }));
  await row('GET of the group, without members', nothing, () =>
    readResourceById(context, groupType, large, { excludedAttributes: ['members'] }),
  );
  await row('GET of the group', nothing, () => readResourceById(context, groupType, large, {}));
  await row('page of groups', nothing, () => queryResources(context, [groupType], {}));
  await row(
    'PATCH that adds one member',
    () => idOf(post(person())),
    (id) => patch(groupType, large, change('add', [id])),
  );
  await row(
    'PATCH that removes one member',
    () => Promise.resolve(everybody.pop() ?? ''),
    (id) => patch(groupType, large, change('remove', [id])),
  );
  await row(
    'PATCH that adds 1,000 members: decided',
    async () => {
      await carryOut();
      people += 1;
      return group(`group ${people}`);
    },
    (id) => patch(groupType, id, change('add', everybody.slice(0, 1_000))),
  );
  await row(
    'the same, carried out',
    nothing,
    async () => {
      await carryOut();
      return { status: 204 };
    },
    1,
  );
  await row(
    'PATCH that removes all members: decided',
    nothing,
    () => patch(groupType, large, { op: 'remove', path: 'members' }),
    1,
  );
}
client.destroy();
await dynamodb.stop();
