import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { directory, type Item } from './load-directory.ts';
import type { WireItem } from '../lambdas/store/table/wire.ts';

/** Users whose items are a page of about 1 MB. */
const USERS_A_PAGE = 300;

/**
 * A client that makes up a table while it is scanned, so that its size costs neither time to load
 * nor memory: point reads are answered from the page that was scanned last.
 */
export function madeUpTable(count: number): DynamoDBDocumentClient {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  const pages = directory(count, USERS_A_PAGE);
  let page: readonly WireItem[] = [];
  let byKey = new Map<string, WireItem>();
  const scan = () => {
    const items: readonly Item[] = pages.next().value ?? [];
    page = items.map((item): WireItem => marshall(item));
    byKey = new Map(page.map((item) => [nameOf(item), item]));
    const isLast = items.every(({ pk }) => String(pk).startsWith('COUNTER#'));
    return { Items: page, ...(!isLast && { LastEvaluatedKey: marshall({ pk: randomUUID(), sk: 'made up' }) }) };
  };
  const get = (requests: object) => ({
    Responses: Object.fromEntries(
      Object.entries(requests).map(([table, { Keys }]: [string, { Keys: WireItem[] }]) => [
        table,
        Keys.map((key) => byKey.get(nameOf(key))).filter((item) => item !== undefined),
      ]),
    ),
  });
  // The counters are the last page.
  const query = (values: Readonly<Record<string, unknown>>) => {
    const partition = JSON.stringify(values[':partition']);
    return { Items: page.filter(({ pk }) => JSON.stringify(pk) === partition) };
  };
  client.middlewareStack.add(
    () =>
      async ({ input }) => {
        const found =
          'RequestItems' in input
            ? get(input.RequestItems ?? {})
            : 'ExpressionAttributeValues' in input
              ? query(input.ExpressionAttributeValues ?? {})
              : scan();
        return { response: {}, output: { $metadata: {}, ...found } };
      },
    { step: 'initialize', name: 'made up', override: true },
  );
  return client;
}

const nameOf = ({ pk, sk }: WireItem): string => `${pk?.S} ${sk?.S}`;
