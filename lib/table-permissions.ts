import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { INDEXES, type Index } from '../lambdas/store/table/shape.ts';
import type { FunctionName } from './functions.ts';
import { ACTIONS, KEY_ACCESS } from './key-access.ts';

interface Permission {
  /** Of DynamoDB. */
  readonly actions: readonly string[];
  /** The patterns of partition keys that it is limited to. Left out: all. */
  readonly keys?: readonly string[];
  /** The indexes that it is for, or the stream. Left out: the table itself. */
  readonly of?: readonly Index[] | 'stream';
}

const { listing, due } = INDEXES;

const READ_STREAM: Permission = {
  actions: ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'],
  of: 'stream',
};
const query = (...of: Index[]): Permission => ({ actions: ['Query'], of });

/** What each function may do with the table of its tenant, besides what `KEY_ACCESS` says. */
const MORE: Readonly<Partial<Record<FunctionName, readonly Permission[]>>> = {
  scim: [query(listing)],
  directory: [query(listing, due)],
  export: [query(listing, due)],
  setup: [query(listing, due)],
  // It asks the doctor, who looks around in the directory.
  purge: [query(listing, due)],
  recovery: [READ_STREAM],
  // scim check reads every item: a scan names no key that it could be limited by.
  operator: [{ actions: ['Scan'] }, query(listing, due)],
  changes: [READ_STREAM],
};

/** What of a tenant decides about the keys: the names of its resource types, and whether its events tell values. */
interface Of {
  readonly types: readonly string[];
  readonly values: boolean;
}

/** What a function may do with the table, for its role. */
export const tableStatements = (name: FunctionName, table: ITableV2, tenant: Of): PolicyStatement[] =>
  [...byKey(name, tenant), ...(MORE[name] ?? [])].map(
    ({ actions, keys, of }) =>
      new PolicyStatement({
        actions: actions.map((action) => `dynamodb:${action}`),
        resources: arnsOf(table, of),
        ...(keys && { conditions: limitedTo(keys) }),
      }),
  );

/** A statement for each thing that is done, with all keys that it is done to. */
const byKey = (name: FunctionName, { types, values }: Of): Permission[] =>
  Object.entries(ACTIONS)
    .map(([access, actions]) => ({
      actions,
      keys: Object.values(KEY_ACCESS)
        .filter(({ may, onlyWithValues = [] }) => may[name] === access && (values || !onlyWithValues.includes(name)))
        .flatMap(({ keys }) => keys(types)),
    }))
    .filter(({ keys }) => keys.length > 0);

function arnsOf({ tableArn, tableStreamArn = '' }: ITableV2, part: Permission['of']): string[] {
  if (part === undefined) return [tableArn];
  return part === 'stream' ? [tableStreamArn] : part.map(({ name }) => `${tableArn}/index/${name}`);
}

/**
 * Every key of a call has to match. That would be true of a call without any key, so it is for actions
 * that always name one; and the condition allows, it does not deny: a key that nobody thought of is
 * refused.
 */
const limitedTo = (keys: readonly string[]) => ({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } });
