import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { INDEXES, PREFIXES, type Index } from '../lambdas/store/table/shape.ts';
import type { FunctionName } from './functions.ts';

interface Permission {
  /** Of DynamoDB. */
  readonly actions: readonly string[];
  /** The partition keys that it is limited to; `*` stands for any characters. Left out: all. */
  readonly keys?: readonly string[];
  /** The indexes that it is for, or the stream. Left out: the table itself. */
  readonly of?: readonly Index[] | 'stream';
}

/** All keys with a first part. */
const allOf = (prefix: string): string => `${prefix}#*`;

const { listing, due } = INDEXES;

const READ = ['GetItem', 'BatchGetItem', 'Query'];
/** Transactions are allowed by what is in them. */
const READ_AND_WRITE = [...READ, 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'ConditionCheckItem'];
/** Credentials are checked and their use is noted, and what is refused is counted. */
const CHECK_CREDENTIALS: Permission = {
  actions: ['GetItem', 'UpdateItem'],
  keys: [allOf(PREFIXES.credential), PREFIXES.traffic],
};

const READ_STREAM: Permission = {
  actions: ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'],
  of: 'stream',
};

/** What each function may do with the table of its tenant. */
const TABLE_PERMISSIONS: Readonly<Record<FunctionName, readonly Permission[]>> = {
  scim: [{ actions: READ_AND_WRITE }, { actions: ['Query'], of: [listing] }],
  directory: [
    { actions: READ },
    { actions: ['Query'], of: [listing, due] },
    // The key of the cursors is made by whoever needs it first.
    { actions: ['UpdateItem'], keys: [allOf(PREFIXES.secret)] },
  ],
  authorizer: [CHECK_CREDENTIALS, { actions: ['GetItem'], keys: [allOf(PREFIXES.accessToken)] }],
  token: [CHECK_CREDENTIALS, { actions: ['PutItem'], keys: [allOf(PREFIXES.accessToken), allOf(PREFIXES.assertion)] }],
  purge: [{ actions: READ_AND_WRITE }, { actions: ['Query'], of: [due] }],
  recovery: [{ actions: READ_AND_WRITE }, READ_STREAM],
  // scim check reads every item.
  operator: [{ actions: [...READ_AND_WRITE, 'Scan'] }, { actions: ['Query'], of: [listing, due] }],
  changes: [
    READ_STREAM,
    { actions: ['Query', 'PutItem', 'UpdateItem'], keys: [PREFIXES.feed] },
    // What resources were like, and the end of it.
    { actions: ['Query', 'PutItem', 'BatchWriteItem'], keys: [allOf(PREFIXES.image), PREFIXES.loss] },
    { actions: ['BatchWriteItem'], keys: [allOf(PREFIXES.history), allOf(PREFIXES.search)] },
  ],
};

/** What a function may do with the table, for its role. */
export const tableStatements = (name: FunctionName, table: TableV2): PolicyStatement[] =>
  TABLE_PERMISSIONS[name].map(
    ({ actions, keys, of }) =>
      new PolicyStatement({
        actions: actions.map((action) => `dynamodb:${action}`),
        resources: arnsOf(table, of),
        ...(keys && { conditions: limitedTo(keys) }),
      }),
  );

function arnsOf({ tableArn, tableStreamArn = '' }: TableV2, part: Permission['of']): string[] {
  if (part === undefined) return [tableArn];
  return part === 'stream' ? [tableStreamArn] : part.map(({ name }) => `${tableArn}/index/${name}`);
}

function limitedTo(keys: readonly string[]): Record<string, Record<string, readonly string[]>> {
  const operator = keys.some((key) => key.includes('*')) ? 'StringLike' : 'StringEquals';
  return { [`ForAllValues:${operator}`]: { 'dynamodb:LeadingKeys': keys } };
}
