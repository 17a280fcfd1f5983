import type { DeadLetter, Parked, WebhookStore } from '../ports/webhooks.ts';
import { deleteItems, putItems } from '../table/batch.ts';
import { IS_ABSENT, type Key } from '../table/key.ts';
import { openTable, type Table, type TableOptions } from '../table/open-table.ts';
import { getItem, queryAll } from '../table/read.ts';
import { TTL_ATTRIBUTE } from '../table/shape.ts';
import { historyKey, historyPartition, versionIn } from '../table/tenant-keys.ts';
import { putItem, writeOne } from '../table/transact.ts';
import {
  ALL_DEAD_LETTERS,
  ALL_PARKED,
  deadLetterKey,
  deadLetterPartition,
  deliveriesKey,
  parkedKey,
  parkedPartition,
  webhookKey,
  webhookSecretKey,
} from '../table/webhook-keys.ts';
import { expiryOf } from './expiry.ts';

/** What the table keeps of webhooks: how far each is in the feed, and what waits beside it. */
export function createWebhookStore(options: TableOptions): WebhookStore {
  const table = openTable(options);
  return { ...states(table), ...waiting(table), ...deadLetters(table), ...secrets(table) };
}

type Part<Name extends keyof WebhookStore> = Pick<WebhookStore, Name>;

function states(table: Table): Part<'readState' | 'writeState' | 'readDeliveries' | 'writeDeliveries'> {
  return {
    readState: async (name) => {
      const item = await getItem(table, webhookKey(name));
      return item && withoutKey(item);
    },
    writeState: (name, state, turn) => putNext(table, { ...webhookKey(name), ...state }, turn),
    readDeliveries: async (name) => (await getItem(table, deliveriesKey(name)))?.deliveries ?? [],
    writeDeliveries: (name, deliveries) => putItem(table, { ...deliveriesKey(name), deliveries }),
  };
}

function waiting(table: Table): Part<'listParked' | 'park' | 'unpark' | 'changesOf'> {
  const keyOf = (name: string, { type, id }: Pick<Parked, 'type' | 'id'>) => parkedKey(name, type, id);
  return {
    listParked: async (name, limit) =>
      (await queryAll(table, parkedPartition(name), { ...ALL_PARKED, limit })).map(withoutKey),
    park: (name, parked) =>
      putItems(
        table,
        parked.map((each) => ({ ...keyOf(name, each), ...each })),
      ),
    unpark: (name, parked) =>
      deleteItems(
        table,
        parked.map((each) => keyOf(name, each)),
      ),
    changesOf: async ({ type, id, version, upTo }, limit) => {
      const sort = ['BETWEEN', historyKey(type, id, version).sk, historyKey(type, id, upTo).sk] as const;
      const items = await queryAll(table, historyPartition(type, id), { sort, limit });
      return items.map((item) => {
        const { pk: _pk, sk: _sk, [TTL_ATTRIBUTE]: _ttl, ...change } = item;
        return { ...change, type, id, version: versionIn(item) };
      });
    },
  };
}

function deadLetters(table: Table): Part<'listDeadLetters' | 'addDeadLetter' | 'removeDeadLetter'> {
  const keyOf = (name: string, letter: DeadLetter) =>
    deadLetterKey(name, letter.at, 'from' in letter ? 'FROM' : `${letter.type}#${letter.id}`);
  return {
    listDeadLetters: async (name, limit) =>
      (await queryAll(table, deadLetterPartition(name), { ...ALL_DEAD_LETTERS, limit })).map(({ letter }) => letter),
    addDeadLetter: (name, letter) =>
      putItem(table, { ...keyOf(name, letter), letter, [TTL_ATTRIBUTE]: expiryOf(letter.at) }),
    removeDeadLetter: (name, letter) => deleteItems(table, [keyOf(name, letter)]),
  };
}

function secrets(table: Table): Part<'readSecret' | 'writeSecret'> {
  return {
    readSecret: async (name) => {
      const item = await getItem(table, webhookSecretKey(name));
      return item && withoutKey(item);
    },
    writeSecret: (name, secret, turn) => putNext(table, { ...webhookSecretKey(name), ...secret }, turn),
  };
}

/** Writes an item whose writes are counted, on condition that the last one was `turn`; 0: there is none. */
async function putNext(table: Table, item: Key, turn: number): Promise<boolean> {
  const unchanged =
    turn === 0
      ? { ConditionExpression: IS_ABSENT }
      : { ConditionExpression: 'turn = :turn', ExpressionAttributeValues: { ':turn': turn } };
  const Put = { TableName: table.tableName, Item: { ...item, turn: turn + 1 }, ...unchanged };
  return (await writeOne(table, { Put })).ok;
}

function withoutKey<Item extends Key>(item: Item): Omit<Item, keyof Key> {
  const { pk: _pk, sk: _sk, ...rest } = item;
  return rest;
}
