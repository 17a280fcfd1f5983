import type { CreateTableCommandInput, KeySchemaElement } from '@aws-sdk/client-dynamodb';
import { INDEXES, TABLE_KEY } from '../../lambdas/store/table/shape.ts';

const key = (hash: string, range: string): KeySchemaElement[] => [
  { AttributeName: hash, KeyType: 'HASH' },
  { AttributeName: range, KeyType: 'RANGE' },
];

/**
 * A tenant's table as the Data stack declares it (a test compares the two), for tests that need no
 * synth.
 */
export const TABLE_DEFINITION = {
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: key(TABLE_KEY.partition, TABLE_KEY.sort),
  AttributeDefinitions: [TABLE_KEY, ...Object.values(INDEXES)]
    .flatMap(({ partition, sort }) => [partition, sort])
    .map((name) => ({
      AttributeName: name,
      AttributeType: 'S' as const,
    })),
  GlobalSecondaryIndexes: Object.values(INDEXES).map(({ name, partition, sort }) => ({
    IndexName: name,
    KeySchema: key(partition, sort),
    Projection: { ProjectionType: 'KEYS_ONLY' as const },
  })),
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
} satisfies Omit<CreateTableCommandInput, 'TableName'>;
