import { existsSync } from 'node:fs';
import path from 'node:path';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Command } from 'commander';
import { PlainError } from '../../../plain-error.ts';
import { toTenant } from '../../input/arguments.ts';
import { confirm } from '../../input/confirm.ts';
import { tell } from '../../output/width.ts';
import { removeStack, type Kept } from '../../stacks/remove-stacks.ts';
import { allStacks, stacksOf } from '../../stacks/stacks.ts';
import { deleteTable, tablesOf, type TenantTable } from '../../stacks/tables.ts';
import { awsConfig, profileOf, signedIn } from '../../target/aws.ts';
import { placeOf, tenantsFolder } from '../../tenant-file/place.ts';

interface Options {
  deleteData?: string;
  yes?: true;
  json?: true;
}

/** `scim tenant remove` */
export function addRemoveCommand(parent: Command): void {
  parent
    .command('remove')
    .description('Delete the stacks of a tenant: api, events, jobs, data. Its table and backups stay.')
    .argument('<name>', 'the tenant', toTenant)
    .option('--delete-data <name>', "delete its table and backups, too: the tenant's name, once more", toTenant)
    .option('--yes', 'do not ask')
    .option('--json', 'print an object')
    .addHelpText(
      'after',
      '\nNeeds the rights of whoever deploys. The provisioning job in Entra is stopped first (docs/tenant-life.md).',
    )
    .action(remove);
}

async function remove(name: string, { deleteData, yes, json }: Options): Promise<void> {
  if (deleteData !== undefined && deleteData !== name)
    throw new PlainError(`--delete-data says "${deleteData}", and the tenant is "${name}": nothing was done`);
  const wanted = placeOf(name).region;
  const { client, region } = await signedIn(wanted);
  const dynamodb = new DynamoDBClient(awsConfig(wanted));
  const stacks = await stacksOf(client, name);
  const named = stacks.flatMap(({ outputs }) => outputs.get('TableName') ?? []);
  const tables = await tablesOf(dynamodb, name, named);
  if (stacks.length === 0 && (tables.length === 0 || deleteData === undefined))
    throw new PlainError([`nothing of tenant "${name}" is deployed in ${region}`, ...tables.map(stays)].join('; '));

  if (deleteData !== undefined) await checkUnused(client, name, tables);

  tell(
    `tenant ${name} in ${region} (${profileOf()}): ${stacks.map((stack) => stack.name).join(', ') || 'no stack is left'}`,
  );
  for (const table of tables) tell(deleteData === undefined ? stays(table) : goes(table));
  const what = [...(stacks.length > 0 ? ['its stacks'] : []), ...(deleteData === undefined ? [] : ['all of its data'])];
  await confirm(`Delete ${what.join(' and ')}? It cannot be taken back.`, yes);

  const kept: Kept[] = [];
  for (const stack of stacks) {
    tell(`deleting ${stack.name} …`);
    kept.push(...(await removeStack(client, stack)));
  }
  const left = deleteData === undefined ? tables : await deleteAll(dynamodb, tables);
  const deleted = stacks.map((stack) => stack.name);
  const others = kept.filter(({ id }) => !tables.some((table) => table.name === id));
  if (json) console.log(JSON.stringify({ deleted, tables: left, kept: others }));
  else
    console.log([`deleted: ${deleted.join(', ') || 'no stack'}`, ...left.map(stays), ...others.map(keeps)].join('\n'));
  const file = path.join(tenantsFolder(), `${name}.json`);
  if (existsSync(file)) tell(`${file} is still there: without deleting it, the next cdk deploy makes ${name} anew`);
}

/**
 * A tenant that was renamed has its table still under the old name. Throws PlainError where one of the tables is that
 * of another tenant.
 */
async function checkUnused(client: CloudFormationClient, name: string, tables: readonly TenantTable[]): Promise<void> {
  const named = new Set(tables.map((table) => table.name));
  for (const { tenant, outputs } of await allStacks(client)) {
    const table = outputs.get('TableName') ?? '';
    if (tenant !== name && named.has(table))
      throw new PlainError(`the table ${table} is in use by the tenant "${tenant}": nothing was done`);
  }
}

/** Answers what is left of the tables: backups that only AWS Backup can delete. */
async function deleteAll(dynamodb: DynamoDBClient, tables: readonly TenantTable[]): Promise<TenantTable[]> {
  const left: TenantTable[] = [];
  for (const table of tables) {
    tell(`deleting ${table.name} …`);
    const backups = await deleteTable(dynamodb, table);
    if (backups.length > 0) left.push({ name: `${table.name} (deleted)`, backups });
  }
  return left;
}

const backupsIn = ({ backups }: TenantTable): string =>
  backups.length === 0 ? 'no backup' : `backups ${backups.map((backup) => backup.name).join(', ')}`;
const stays = (table: TenantTable): string => `stays: table ${table.name}, ${backupsIn(table)}`;
const goes = (table: TenantTable): string => `is deleted: table ${table.name}, ${backupsIn(table)}`;
const keeps = ({ type, id }: Kept): string => `stays: ${id} (${type})`;
