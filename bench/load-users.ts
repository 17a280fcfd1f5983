import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { TableClient } from '../lambdas/store/table/client/client.ts';
import { counterKey } from '../lambdas/store/table/keys.ts';
import { toResourceItem } from '../lambdas/store/table/resource-item.ts';
import { writeAll } from './write-all.ts';

const BATCH = 25;
const WRITERS = 8;

/** A user of about 1 KB, and 100 bytes for each of its photos. */
export function benchUser(number: number, id: string, photos = 0) {
  const now = '2027-01-01T00:00:00.000Z';
  const attributes = {
    userName: `user.${number}@example.com`,
    externalId: `external-${number}`,
    displayName: `User Number ${number}`,
    title: ['Engineer', 'Manager', 'Assistant', 'Director'][number % 4] ?? '',
    active: true,
    name: { givenName: 'User', familyName: `Number ${number}`, formatted: `User Number ${number}` },
    emails: [{ type: 'work', primary: true, value: `user.${number}@example.com` }],
    addresses: [
      {
        type: 'work',
        formatted: `Building ${number % 50}`,
        streetAddress: 'Long Street 1',
        locality: 'Zürich',
        postalCode: '8000',
        country: 'Switzerland',
      },
    ],
    phoneNumbers: [
      { type: 'work', value: `+41 44 555 ${number}` },
      { type: 'mobile', value: `+41 79 555 ${number}` },
    ],
    ...(photos > 0 && { photos: Array.from({ length: photos }, (_, at) => photo(number, at)) }),
  };
  return { type: 'User', id, version: 1, created: now, lastModified: now, attributes };
}

const photo = (number: number, at: number) => ({
  type: 'photo',
  value: `https://intranet.example.com/photos/${number}/${at}/large.jpg?version=20270101`,
});

/** Fills a table with listed and counted users, past the API: 25 items a request instead of one transaction each. Claims and lookups are left out. */
export async function loadUsers(client: TableClient, TableName: string, count: number, photos = 0): Promise<void> {
  const batch = Math.max(1, Math.floor(BATCH / (1 + photos / 10)));
  const counters = new Map<string, Record<string, number | string>>();
  const batches = Array.from({ length: Math.ceil(count / batch) }, (_, number) => number * batch);
  const write = async (): Promise<void> => {
    for (let first = batches.shift(); first !== undefined; first = batches.shift()) {
      const ids = Array.from({ length: Math.min(batch, count - first) }, () => randomUUID());
      for (const id of ids) {
        const key = counterKey('User', id);
        const shard = counters.get(key.sk) ?? { ...key, count: 0 };
        counters.set(key.sk, { ...shard, count: Number(shard['count']) + 1 });
      }
      const puts = ids.map((id, index) => ({
        PutRequest: { Item: toResourceItem(benchUser(first + index, id, photos), 'bench') },
      }));
      await writeAll(client, { [TableName]: puts });
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
  for (const Item of counters.values()) await client.send(new PutCommand({ TableName, Item }));
}
