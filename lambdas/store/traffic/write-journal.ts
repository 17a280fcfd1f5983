import { randomUUID } from 'node:crypto';
import { DAY, SECOND } from '../../duration.ts';
import { createSecrets } from '../credentials/secrets.ts';
import { JOURNAL_DAYS, type JournalWriter } from '../ports/journal.ts';
import { JOURNAL, journalPartition, leftOutKey, placeOf } from '../table/journal-keys.ts';
import { openTable, type TableOptions } from '../table/open-table.ts';
import { TTL_ATTRIBUTE } from '../table/shape.ts';
import { transact, writeOne } from '../table/transact.ts';
import { hashesOf } from './names.ts';

/** Milliseconds. The answer of a request waits for it. */
const DEADLINE = 500;

/** When DynamoDB may remove what was written at this moment. */
export const journalEnd = (at: string): number => Math.floor((Date.parse(at) + JOURNAL_DAYS * DAY) / SECOND);

/** Writes down what was refused: see the port. */
export function createJournalWriter(options: TableOptions): JournalWriter {
  const quick = { ...options, retry: { ...options.retry, deadline: DEADLINE } };
  const secrets = createSecrets(quick);
  const table = openTable(quick);
  const { tableName: TableName } = table;
  return {
    addRefusal: async ({ refusal, names }) => {
      const hashes = hashesOf(await secrets('journal'), names);
      const { at } = refusal;
      const content = { sk: placeOf(at, randomUUID()), ...refusal, hashes, [TTL_ATTRIBUTE]: journalEnd(at) };
      const partitions = [JOURNAL, ...hashes.map(journalPartition)];
      await transact(
        table,
        partitions.map(({ value: pk }) => ({ Put: { TableName, Item: { pk, ...content } } })),
      );
    },
    addLeftOut: async (moment, count) => {
      await writeOne(table, {
        Update: {
          TableName,
          Key: leftOutKey(moment),
          UpdateExpression: 'SET #ttl = :ttl ADD leftOut :count',
          ExpressionAttributeNames: { '#ttl': TTL_ATTRIBUTE },
          ExpressionAttributeValues: { ':ttl': journalEnd(moment), ':count': count },
        },
      });
    },
  };
}
