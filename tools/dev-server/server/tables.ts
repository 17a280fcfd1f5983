import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import type {
  CreateTableCommandInput,
  DynamoDBClient,
  GlobalSecondaryIndexDescription,
  TableDescription,
} from '@aws-sdk/client-dynamodb';
import { PlainError } from '../../plain-error.ts';
import type { Stack } from '../template/assembly.ts';
import { outputsOf, resourcesOf, type Resolved } from '../template/deployment.ts';

type Index = NonNullable<CreateTableCommandInput['GlobalSecondaryIndexes']>[number];

interface TableProperties extends Pick<CreateTableCommandInput, 'KeySchema' | 'AttributeDefinitions'> {
  GlobalSecondaryIndexes?: Index[];
  StreamSpecification?: { StreamViewType?: 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES' };
  TimeToLiveSpecification?: { AttributeName?: string; Enabled: boolean };
}

/**
 * The CreateTable request for every table of the tenant's stacks, and the TTL attribute of each.
 * Throws PlainError for one of another kind.
 */
function tableDefinitions(stacks: readonly Stack[]): { create: CreateTableCommandInput; ttl?: string }[] {
  const [other] = resourcesOf(stacks, 'AWS::DynamoDB::Table');
  if (other !== undefined) {
    throw new PlainError(
      `stack ${other.stack.name}: the dev server does not know AWS::DynamoDB::Table (${other.id}): ` +
        'declare it as AWS::DynamoDB::GlobalTable (TableV2), or add it to tools/dev-server/server/tables.ts',
    );
  }
  const tables = resourcesOf<TableProperties>(stacks, 'AWS::DynamoDB::GlobalTable');
  return tables.map(toDefinition);
}

function toDefinition({ ref, properties }: Resolved<TableProperties>): {
  create: CreateTableCommandInput;
  ttl?: string;
} {
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, StreamSpecification: stream } = properties;
  const ttl = properties.TimeToLiveSpecification;
  return {
    create: {
      TableName: ref,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema,
      AttributeDefinitions,
      GlobalSecondaryIndexes: GlobalSecondaryIndexes?.map(({ IndexName, KeySchema, Projection }) => ({
        IndexName,
        KeySchema,
        Projection,
      })),
      ...(stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.StreamViewType } }),
    },
    ...(ttl?.Enabled && { ttl: ttl.AttributeName }),
  };
}

/** A table that the tenant file names is like the one of the stacks, and nothing that they could make. */
function withNamed(stacks: readonly Stack[]): ReturnType<typeof tableDefinitions> {
  const own = tableDefinitions(stacks);
  const { TableName: used } = outputsOf(stacks);
  const [like] = own;
  if (used === undefined || !like || own.some(({ create }) => create.TableName === used)) return own;
  return [...own, { ...like, create: { ...like.create, TableName: used } }];
}

/** Deletes the tables of the tenant's stacks, where they exist: a database that goes on may hold them from a start before. */
export async function deleteTables(client: DynamoDBClient, stacks: readonly Stack[]): Promise<void> {
  for (const { create } of tableDefinitions(stacks)) {
    try {
      await client.send(new DeleteTableCommand({ TableName: create.TableName }));
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
    }
  }
}

/**
 * Creates the tables that do not exist yet, that which the tenant file names too, and leaves the others as they are; returns their names.
 * Throws PlainError when an existing one has other indexes than the template: it is from an older
 * version.
 */
export async function createTables(client: DynamoDBClient, stacks: readonly Stack[]): Promise<string[]> {
  const names = withNamed(stacks).map(async ({ create, ttl }) => {
    const name = create.TableName ?? '';
    const found = await describe(client, name);
    if (found) {
      checkExisting(found, create);
      return name;
    }
    await client.send(new CreateTableCommand(create));
    await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { TableName: name });
    if (ttl !== undefined) {
      const TimeToLiveSpecification = { AttributeName: ttl, Enabled: true };
      await client.send(new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification }));
    }
    return name;
  });
  return Promise.all(names);
}

async function describe(client: DynamoDBClient, TableName: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

function checkExisting(found: TableDescription, wanted: CreateTableCommandInput): void {
  const has = describeIndexes(found.GlobalSecondaryIndexes);
  const needs = describeIndexes(wanted.GlobalSecondaryIndexes);
  if (has !== needs) {
    throw new PlainError(
      `the table ${wanted.TableName} is of another version (indexes ${has}; the template asks for ${needs}): ` +
        "delete the folder dynamodb of the tenant's folder in .local, or start with --memory",
    );
  }
}

/** As in `due(duePk, dueSk), listing(listPk, listSk)`. */
function describeIndexes(indexes: readonly GlobalSecondaryIndexDescription[] = []): string {
  return indexes
    .map(({ IndexName, KeySchema = [] }) => `${IndexName}(${KeySchema.map((key) => key.AttributeName).join(', ')})`)
    .toSorted()
    .join(', ');
}
