import type { CreateTableCommandInput, KeySchemaElement } from '@aws-sdk/client-dynamodb';

const key = (hash: string, range: string): KeySchemaElement[] => [
  { AttributeName: hash, KeyType: 'HASH' },
  { AttributeName: range, KeyType: 'RANGE' },
];

const INDEXES = {
  listing: ['listPk', 'listSk'],
  due: ['duePk', 'dueSk'],
  inverse: ['inversePk', 'inverseSk'],
} as const;

/**
 * A tenant's table as the Data stack declares it (a test compares the two), for tests that need no
 * synth.
 */
export const TABLE_DEFINITION = {
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: key('pk', 'sk'),
  AttributeDefinitions: ['pk', 'sk', ...Object.values(INDEXES).flat()].map((name) => ({
    AttributeName: name,
    AttributeType: 'S' as const,
  })),
  GlobalSecondaryIndexes: Object.entries(INDEXES).map(([name, [hash, range]]) => ({
    IndexName: name,
    KeySchema: key(hash, range),
    Projection: { ProjectionType: 'KEYS_ONLY' as const },
  })),
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
} satisfies Omit<CreateTableCommandInput, 'TableName'>;

/** The attribute (epoch seconds) by which DynamoDB may remove an item by itself. */
export const TTL_ATTRIBUTE = 'ttl';
