import { createHash, randomUUID } from 'node:crypto';
import { benchUser } from '../../load-users.ts';
import type { Filling } from '../contenders.ts';
import { writeItems } from './write-items.ts';

const digest = (text: string): string => createHash('ripemd160').update(text).digest('hex');
const AT = 1_800_000_000;

/** An entry of Polis's store, with what it is found by, as its DynamoDB driver writes them. */
function entry(kind: string, id: string, value: object, indexes: Readonly<Record<string, string>>) {
  const namespace = `dsync:${kind}:bench:bench`;
  const key = `${namespace}:${digest(id)}`;
  return {
    stored: [{ namespace, key, value: JSON.stringify({ value: JSON.stringify(value) }), createdAt: AT }],
    found: Object.entries(indexes).map(([name, value]) => ({
      namespace,
      key: `${namespace}:${name}:${digest(value)}`,
      storeKey: key,
    })),
  };
}

/** Users who are all members of one group, in Polis's tables; answers the id of the group. */
export async function fillPolis({ client, base, users }: Filling): Promise<string> {
  const directoryId = base.split('/').at(-1) ?? '';
  const group = randomUUID();
  const name = `filled ${group}`;
  const entries = [
    entry(
      'groups',
      group,
      { id: group, name, raw: { id: group, displayName: name, members: [] } },
      { directoryIdDisplayname: `${directoryId}:${name}`, directoryId },
    ),
  ];
  for (let number = 0; number < users; number += 1) {
    const id = randomUUID();
    const { attributes } = benchUser(number, id);
    const email = attributes.userName;
    const user = { id, directoryId, email, first_name: 'User', last_name: `${number}`, active: true };
    const found = { directoryIdUsername: `${directoryId}:${email}`, directoryId };
    entries.push(entry('users', id, { ...user, raw: { ...attributes, id } }, found));
    const member = digest(`${group}:${id}`);
    entries.push(entry('members', member, { id: member, group_id: group, user_id: id }, { groupId: group }));
  }
  await writeItems(
    client,
    'jacksonStore',
    entries.flatMap(({ stored }) => stored),
  );
  await writeItems(
    client,
    'jacksonIndex',
    entries.flatMap(({ found }) => found),
  );
  return group;
}
