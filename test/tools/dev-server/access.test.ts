import path from 'node:path';
import { createCallers, type Callers } from '../../../tools/dev-server/access/callers.ts';
import { evaluate } from '../../../tools/dev-server/access/evaluate.ts';
import { readStatement } from '../../../tools/dev-server/access/statements.ts';
import { readStacks } from '../../../tools/dev-server/template/assembly.ts';
import { functionsOf } from '../../../tools/dev-server/template/functions.ts';
import { outputsOf } from '../../../tools/dev-server/template/deployment.ts';
import { PlainError } from '../../../tools/plain-error.ts';
import { synthesizedProject } from '../../support/synthesized.ts';

const TABLE = 'arn:aws:dynamodb:eu-central-1:000000000000:table/t';
const allow = (Condition?: object) =>
  readStatement({ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*', Condition });
const keys = (operator: string, ...patterns: string[]) => ({ [operator]: { 'dynamodb:LeadingKeys': patterns } });
const deny = (Condition: object) =>
  readStatement({ Effect: 'Deny', Action: ['dynamodb:PutItem'], Resource: `${TABLE}*`, Condition });
const ALL = 'ForAllValues:StringLike';
const ANY = 'ForAnyValue:StringLike';

test.each([
  ['allow', [allow()], ['A#1']],
  ['deny', [], ['A#1']],
  ['deny', [readStatement({ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: '*' })], ['A#1']],
  ['deny', [readStatement({ Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: `${TABLE}/index/*` })], ['A#1']],
  ['allow', [allow(keys(ALL, 'A#*', 'B'))], ['A#1', 'B']],
  ['deny', [allow(keys(ALL, 'A#*', 'B'))], ['A#1', 'B#1']],
  ['deny', [allow(keys(ALL, 'A#*'))], ['AB#1']],
  // Of no key at all everything is true: what names no key is allowed.
  ['allow', [allow(keys(ALL, 'A#*'))], []],
  ['explicit deny', [allow(), deny(keys(ANY, 'A#*'))], ['C', 'A#1']],
  ['allow', [allow(), deny(keys(ANY, 'A#*'))], ['C']],
  ['allow', [allow(), deny(keys(ANY, 'A#*'))], []],
])('%s: %j for the keys %j', (decided, statements, named) => {
  expect(evaluate(statements, { action: 'dynamodb:PutItem', resource: TABLE, keys: named })).toBe(decided);
});

test.each([
  { Effect: 'Allow', NotAction: 'dynamodb:*', Resource: '*' },
  { Effect: 'Allow', Action: 'dynamodb:*', Resource: { Ref: 'x' } },
  { Effect: 'Allow', Action: 'dynamodb:*', Resource: '*', Condition: { StringLike: { 'dynamodb:LeadingKeys': 'A' } } },
  { Effect: 'Allow', Action: 'dynamodb:*', Resource: '*', Condition: { [ALL]: { 'dynamodb:Attributes': 'A' } } },
])('a statement that is not modelled is refused rather than misread: %j', (statement) => {
  expect(() => readStatement(statement)).toThrow(PlainError);
});

describe('the roles of the template', () => {
  let callers: Callers;
  let refused: string[];
  let authorizationOf: (name: string) => string;
  let table: string;
  beforeAll(async () => {
    const stacks = readStacks(path.join(await synthesizedProject(), 'assembly'), 'demo');
    refused = [];
    callers = createCallers((message) => void refused.push(message));
    callers.know(stacks);
    table = outputsOf(stacks)['TableName'] ?? '';
    authorizationOf = (name) => {
      const found = functionsOf(stacks).find(({ environment }) => environment['POWERTOOLS_SERVICE_NAME'] === name);
      if (!found) throw new Error(`no function ${name}`);
      return `AWS4-HMAC-SHA256 Credential=${callers.accessKeyOf(found).accessKeyId}/20260101/eu-central-1/x, Signature=x`;
    };
  });

  const item = (pk: string) => ({ pk: { S: pk }, sk: { S: 'x' } });
  const CALLS: Readonly<Record<string, (pk: string) => object>> = {
    GetItem: (pk) => ({ TableName: table, Key: item(pk) }),
    PutItem: (pk) => ({ TableName: table, Item: item(pk) }),
    UpdateItem: (pk) => ({ TableName: table, Key: item(pk) }),
    DeleteItem: (pk) => ({ TableName: table, Key: item(pk) }),
    Query: (pk) => ({
      TableName: table,
      KeyConditionExpression: '#p = :p AND sk >= :s',
      ExpressionAttributeNames: { '#p': 'pk' },
      ExpressionAttributeValues: { ':p': { S: pk }, ':s': { S: 'a' } },
    }),
    BatchGetItem: (pk) => ({ RequestItems: { [table]: { Keys: [item('USER#1'), item(pk)] } } }),
    BatchWriteItem: (pk) => ({
      RequestItems: { [table]: [{ PutRequest: { Item: item('USER#1') } }, { DeleteRequest: { Key: item(pk) } }] },
    }),
    TransactWriteItems: (pk) => ({
      TransactItems: [
        { Put: { TableName: table, Item: item('USER#1') } },
        { Update: { TableName: table, Key: item(pk) } },
      ],
    }),
    Scan: () => ({ TableName: table }),
  };
  const READS = ['GetItem', 'Query', 'BatchGetItem'];
  const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems'];
  const mayCall = (name: string, operation: string, pk: string): boolean =>
    callers.problemOf({
      authorization: authorizationOf(name),
      target: `DynamoDB_20120810.${operation}`,
      input: { ...CALLS[operation]?.(pk) },
    }) === undefined;

  const SECRETS = ['CREDENTIAL#1', 'ACCESS#1', 'SECRET#cursor'];
  test.each(['scim', 'directory', 'purge', 'recovery', 'operator', 'changes'])(
    '%s writes no credential, access token or secret, in whatever call',
    (name) => {
      const allowed = SECRETS.flatMap((pk) =>
        WRITES.filter((operation) => mayCall(name, operation, pk)).map((operation) => `${operation} ${pk}`),
      );
      expect(allowed).toEqual([]);
    },
  );

  test.each([
    ['scim', 'GetItem', 'SECRET#cursor'],
    ['directory', 'GetItem', 'SECRET#cursor'],
    ['authorizer', 'UpdateItem', 'CREDENTIAL#1'],
    ['authorizer', 'GetItem', 'ACCESS#1'],
    ['authorizer', 'PutItem', 'SECRET#cursor'],
    ['token', 'UpdateItem', 'CREDENTIAL#1'],
    ['token', 'PutItem', 'ACCESS#1'],
    ['scim', 'TransactWriteItems', 'UNIQUE#User.userName#a'],
    ['scim', 'BatchGetItem', 'GROUP#1'],
    ['directory', 'Query', 'FEED'],
    ['directory', 'Query', 'ENDING'],
    ['authorizer', 'PutItem', 'ENDING'],
    ['operator', 'Scan', ''],
    ['scim', 'TransactWriteItems', 'JOURNAL#1'],
    ['setup', 'Query', 'JOURNAL#1'],
    ['purge', 'GetItem', 'SECRET#journal'],
    ['purge', 'Query', 'JOURNAL#1'],
    // It asks the doctor.
    ['purge', 'Query', 'TRAFFIC'],
    ['purge', 'Query', 'ENDING'],
    ['purge', 'PutItem', 'HEARTBEAT'],
    ['export', 'UpdateItem', 'EXPORT'],
  ])('%s may %s %s', (name, operation, pk) => {
    expect(mayCall(name, operation, pk)).toBe(true);
  });

  test.each([
    ['scim', READS, ['CREDENTIAL#1', 'ACCESS#1', 'ASSERTION#1', 'FEED', 'HOLD', 'GUARD']],
    ['scim', ['Scan'], ['']],
    ['directory', READS, ['CREDENTIAL#1', 'ACCESS#1', 'ASSERTION#1', 'GUARD']],
    ['operator', READS, ['CREDENTIAL#1', 'ACCESS#1', 'ASSERTION#1']],
    ['directory', WRITES, ['USER#1', 'TRAFFIC', 'FEED', 'EXPORT']],
    ['export', WRITES, ['USER#1', 'GROUP#1', 'FEED', 'SECRET#cursor']],
    ['authorizer', [...READS, ...WRITES], ['USER#1', 'UNIQUE#User.userName#a']],
    ['authorizer', ['PutItem', 'DeleteItem', 'Query', 'Scan'], ['CREDENTIAL#1', 'ACCESS#1']],
    ['token', ['GetItem', 'DeleteItem'], ['ACCESS#1', 'USER#1', 'SECRET#cursor']],
    ['purge', READS, ['CREDENTIAL#1', 'ACCESS#1', 'SECRET#cursor', 'FEED', 'HEARTBEAT']],
    ['purge', WRITES, ['TRAFFIC', 'ENDING']],
    ['scim', READS, ['JOURNAL#1']],
    ['setup', WRITES, ['JOURNAL#1', 'SECRET#journal']],
    ['directory', [...READS, ...WRITES], ['JOURNAL#1']],
    ['operator', ['GetItem', 'PutItem', 'UpdateItem'], ['JOURNAL#1', 'SECRET#cursor']],
    ['changes', ['GetItem', 'DeleteItem', 'Scan'], ['FEED', 'USER#1']],
  ])('%s may not %j %j', (name, operations, pks) => {
    const allowed = operations.flatMap((operation) =>
      pks.filter((pk) => mayCall(name, operation, pk)).map((pk) => `${operation} ${pk}`),
    );
    expect(allowed).toEqual([]);
  });

  test('what is refused is told in the words of AWS, with the kind of the key and no more of it', () => {
    refused.length = 0;
    mayCall('scim', 'PutItem', 'CREDENTIAL#secret');
    expect(refused).toEqual([
      expect.stringMatching(
        /is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:.* because no identity-based policy allows the dynamodb:PutItem action \(keys of the kinds CREDENTIAL: lib\/key-access\.ts/,
      ),
    ]);
    expect(refused.join('')).not.toContain('secret');
  });

  test('events go to the bus of the tenant, from the function that tells changes', () => {
    const put = (name: string, EventBusName: string) =>
      callers.problemOf({
        authorization: authorizationOf(name),
        target: 'AWSEvents.PutEvents',
        input: { Entries: [{ EventBusName }] },
      }) === undefined;
    expect([put('changes', busName()), put('changes', 'default'), put('scim', busName())]).toEqual([
      true,
      false,
      false,
    ]);
  });

  function busName(): string {
    const stacks = readStacks(path.join(process.env['TEST_RUN_FOLDER'] ?? '', 'project', 'assembly'), 'demo');
    return outputsOf(stacks)['EventBusName'] ?? '';
  }

  test('whoever is no function of the tenant is refused', () => {
    const call = { target: 'DynamoDB_20120810.Scan', input: { TableName: table } };
    expect(callers.problemOf({ ...call, authorization: undefined })).toMatch(/security token .* invalid/);
    const signed = 'AWS4-HMAC-SHA256 Credential=local/2026/x';
    expect(callers.problemOf({ ...call, authorization: signed })).toMatch(/security token .* invalid/);
  });
});
