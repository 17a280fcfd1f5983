import { fieldsOf, keyText, listOf, textOf, type Fields } from '../../hard-dynamodb/fields.ts';
import { ACCOUNT, REGION } from '../template/aws-account.ts';
import type { Use } from './evaluate.ts';

/** The name of the partition key of a table, or of one of its indexes. */
export type HashOf = (table: string, index?: string) => string | undefined;

const arn = (service: string, resource: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;

const DYNAMODB = 'DynamoDB_20120810.';

/**
 * What a call does, by the name of its operation as the header `x-amz-target` has it. An operation
 * that is not known here does one thing to everything: no policy of this project allows that.
 */
export function usesOf(target: string, input: Fields, hashOf: HashOf): Use[] {
  if (target === 'AWSEvents.PutEvents') return eventUses(input);
  if (target === 'Lambda.Invoke')
    return [{ action: 'lambda:InvokeFunction', resource: arn('lambda', `function:${textOf(input['FunctionName'])}`) }];
  const [service = '', name = ''] = target.split('.');
  if (service === 'AmazonSQS') {
    return [{ action: `sqs:${name}`, resource: arn('sqs', textOf(input['QueueUrl']).split('/').at(-1) ?? '') }];
  }
  if (!target.startsWith(DYNAMODB)) return [{ action: `${service}:${name}`, resource: '*' }];
  const parts = (PARTS[name] ?? ((whole) => [{ name, of: whole }]))(input);
  return parts.map((part) => itemUse(part, hashOf));
}

const eventUses = ({ Entries }: Fields): Use[] =>
  listOf(Entries).map((entry) => ({
    action: 'events:PutEvents',
    resource: arn('events', `event-bus/${textOf(fieldsOf(entry)['EventBusName']) || 'default'}`),
  }));

/** A part of a call, as a call of its own: IAM decides about each. */
interface Part {
  readonly name: string;
  readonly of: Fields;
  /** Several at once, which IAM decides about together. */
  readonly keys?: readonly unknown[];
}

const IN_TRANSACTION: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

const transacted = ({ TransactItems }: Fields): Part[] =>
  listOf(TransactItems)
    .map(fieldsOf)
    .flatMap((item) =>
      Object.entries(item).map(([kind, part]) => ({ name: IN_TRANSACTION[kind] ?? kind, of: fieldsOf(part) })),
    );

/** Of a batch of writes. */
const keyOfWrite = (request: unknown): unknown => {
  const { PutRequest, DeleteRequest } = fieldsOf(request);
  return fieldsOf(PutRequest)['Item'] ?? fieldsOf(DeleteRequest)['Key'];
};

const PARTS: Readonly<Record<string, (input: Fields) => Part[]>> = {
  TransactWriteItems: transacted,
  TransactGetItems: transacted,
  BatchGetItem: ({ RequestItems }) =>
    Object.entries(fieldsOf(RequestItems)).map(([TableName, request]) => ({
      name: 'BatchGetItem',
      of: { TableName },
      keys: listOf(fieldsOf(request)['Keys']),
    })),
  BatchWriteItem: ({ RequestItems }) =>
    Object.entries(fieldsOf(RequestItems)).map(([TableName, requests]) => ({
      name: 'BatchWriteItem',
      of: { TableName },
      keys: listOf(requests).map(keyOfWrite),
    })),
};

function itemUse({ name, of, keys }: Part, hashOf: HashOf): Use {
  const table = textOf(of['TableName']).split('/').at(-1) ?? '';
  const index = typeof of['IndexName'] === 'string' ? of['IndexName'] : undefined;
  const hash = hashOf(table, index);
  const given = keys ?? [of['Key'] ?? of['Item']].filter((key) => key !== undefined);
  const named = given.length > 0 ? given.map((key) => keyText(fieldsOf(key)[hash ?? ''])) : queried(of, hash);
  return {
    action: `dynamodb:${name}`,
    resource: arn('dynamodb', `table/${table}${index === undefined ? '' : `/index/${index}`}`),
    ...(named.length > 0 && { keys: named }),
  };
}

/** The partition that a query is about. */
function queried(input: Fields, hash: string | undefined): string[] {
  const names = fieldsOf(input['ExpressionAttributeNames']);
  const values = fieldsOf(input['ExpressionAttributeValues']);
  const compared = textOf(input['KeyConditionExpression']).matchAll(/([#\w]+)\s*=\s*(:\w+)/g);
  return [...compared].flatMap(([, name = '', value = '']) =>
    (names[name] ?? name) === hash ? [keyText(values[value])] : [],
  );
}
