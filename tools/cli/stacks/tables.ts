import {
  DeleteBackupCommand,
  DeleteTableCommand,
  ListBackupsCommand,
  paginateListTables,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  waitUntilTableExists,
  waitUntilTableNotExists,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';

/** A table of a tenant, with what can bring it back. */
export interface TenantTable {
  readonly name: string;
  readonly backups: readonly Backup[];
}

interface Backup {
  readonly arn: string;
  readonly name: string;
  /** Those of AWS Backup can be deleted there only. */
  readonly type: string;
}

/** Seconds. */
const WAIT = { maxWaitTime: 900, minDelay: 2, maxDelay: 10 };

/**
 * The tables that a stack made for a tenant, also of a stack that is gone, and those that `scim restore` made of them;
 * `named` are others of it.
 */
export async function tablesOf(
  client: DynamoDBClient,
  tenant: string,
  named: readonly string[],
): Promise<TenantTable[]> {
  const made = new RegExp(`^scim-${tenant}-data-Table[0-9A-F]{8}-[0-9A-Za-z]+(-\\d{8}T\\d{6}Z)?$`);
  const names = new Set(named);
  for await (const { TableNames = [] } of paginateListTables({ client }, {}))
    for (const name of TableNames) if (made.test(name)) names.add(name);
  return Promise.all([...names].map(async (name) => ({ name, backups: await backupsOf(client, name) })));
}

async function backupsOf(client: DynamoDBClient, TableName: string): Promise<Backup[]> {
  const found: Backup[] = [];
  let from: string | undefined;
  do {
    const { BackupSummaries = [], LastEvaluatedBackupArn } = await client.send(
      new ListBackupsCommand({
        TableName,
        BackupType: 'ALL',
        ...(from !== undefined && { ExclusiveStartBackupArn: from }),
      }),
    );
    found.push(
      ...BackupSummaries.map(({ BackupArn: arn = '', BackupName: name = '', BackupType: type = '' }) => ({
        arn,
        name,
        type,
      })),
    );
    from = LastEvaluatedBackupArn;
  } while (from !== undefined);
  return found;
}

/**
 * Deletes a table and the backups of it that DynamoDB itself keeps. Point-in-time recovery is turned
 * off first: a table that is deleted while it is on leaves one more backup, for 35 days. Answers the
 * backups that stay.
 */
export async function deleteTable(client: DynamoDBClient, { name, backups }: TenantTable): Promise<readonly Backup[]> {
  const TableName = name;
  await client.send(
    new UpdateContinuousBackupsCommand({
      TableName,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
    }),
  );
  await client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }));
  await waitUntilTableExists({ client, ...WAIT }, { TableName });
  const own = backups.filter(({ type }) => type === 'USER');
  for (const { arn } of own) await client.send(new DeleteBackupCommand({ BackupArn: arn }));
  await client.send(new DeleteTableCommand({ TableName }));
  await waitUntilTableNotExists({ client, ...WAIT }, { TableName });
  return backups.filter((backup) => !own.includes(backup));
}
