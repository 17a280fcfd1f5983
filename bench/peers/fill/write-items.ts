import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { slices } from '../../../lambdas/store/table/batch.ts';
import { writeAll } from '../../write-all.ts';

const BATCH = 25;
const WRITERS = 8;

/** Puts items into a table, past whoever owns it. */
export async function writeItems(
  client: DynamoDBDocumentClient,
  table: string,
  items: readonly object[],
): Promise<void> {
  await pMap(
    slices(items, BATCH),
    (batch) => writeAll(client, { [table]: batch.map((item) => ({ PutRequest: { Item: { ...item } } })) }),
    { concurrency: WRITERS },
  );
}
