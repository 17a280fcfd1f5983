import type { Stack } from 'aws-cdk-lib/core';
import { Match } from 'aws-cdk-lib/assertions';
import { INDEXES, TTL_ATTRIBUTE } from '../../../lambdas/store/table/shape.ts';
import { TABLE_DEFINITION } from '../../../tools/dynamodb-local/table-definition.ts';
import { newApp, newStage, templates, TENANT } from '../synthesize.ts';

const { data } = templates();
describe('data stack', () => {
  test('keeps the table under its logical id, because another id would be another, empty table', () => {
    expect(Object.keys(data.findResources('AWS::DynamoDB::GlobalTable'))).toEqual(['TableCD117FA1']);
  });

  test('makes the table and its indexes as the stores expect them', () => {
    // The definition the tests of the store use: what works on one works on the other.
    data.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      ...TABLE_DEFINITION,
      StreamSpecification: { StreamViewType: TABLE_DEFINITION.StreamSpecification.StreamViewType },
      TimeToLiveSpecification: { AttributeName: TTL_ATTRIBUTE, Enabled: true },
    });
  });

  test('bounds what the table and each index take in a second, an index as much as the table', () => {
    const written = { WriteOnDemandThroughputSettings: { MaxWriteRequestUnits: 4000 } };
    const read = { ReadOnDemandThroughputSettings: { MaxReadRequestUnits: 12_000 } };
    data.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      ...written,
      GlobalSecondaryIndexes: Object.keys(INDEXES).map((IndexName) => ({ IndexName, ...written })),
      Replicas: [
        { ...read, GlobalSecondaryIndexes: Object.keys(INDEXES).map((IndexName) => ({ IndexName, ...read })) },
      ],
    });
  });

  test('keeps the names that the tables of tenants have', () => {
    const key = (hash: string, range: string) => [
      { AttributeName: hash, KeyType: 'HASH' },
      { AttributeName: range, KeyType: 'RANGE' },
    ];
    const keysOnly = { Projection: { ProjectionType: 'KEYS_ONLY' } };
    data.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      KeySchema: key('pk', 'sk'),
      GlobalSecondaryIndexes: [
        { IndexName: 'listing', KeySchema: key('listPk', 'listSk'), ...keysOnly },
        { IndexName: 'due', KeySchema: key('duePk', 'dueSk'), ...keysOnly },
      ],
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
    });
  });

  test('protects the table from being deleted, by CloudFormation and by hand, and keeps its history', () => {
    data.hasResource('AWS::DynamoDB::GlobalTable', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        Replicas: [
          {
            DeletionProtectionEnabled: true,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          },
        ],
      },
    });
    const stack = newStage(newApp()).node.findChild('data') as Stack;
    expect(stack.terminationProtection).toBe(true);
  });

  test('leaves the physical name to CloudFormation and outputs it', () => {
    data.hasResourceProperties('AWS::DynamoDB::GlobalTable', { TableName: Match.absent() });
    data.hasOutput('TableName', { Value: { Ref: 'TableCD117FA1' } });
  });
});

describe('a tenant whose file names a restored table', () => {
  const name = 'scim-acme-data-Table-20270131T120000Z';
  const streamArn = `arn:aws:dynamodb:eu-central-1:123456789012:table/${name}/stream/2027-01-31T14:00:00.123`;
  const tenant = { ...TENANT, table: { name, streamArn } };
  const restored = templates(tenant);

  test('keeps its own table as it is, protected', () => {
    expect(restored.data.findResources('AWS::DynamoDB::GlobalTable')).toEqual(
      data.findResources('AWS::DynamoDB::GlobalTable'),
    );
    restored.data.hasOutput('TableName', { Value: name });
  });

  test.each(['jobs', 'events', 'api'] as const)('has its %s on the named one, and nothing of its own', (part) => {
    const text = JSON.stringify(restored[part].toJSON());
    expect(text).toContain(`table/${name}`);
    expect(text).not.toMatch(/ImportValue[^}]*Table/);
    const functions = Object.keys(restored[part].findResources('AWS::Lambda::Function'));
    const named = restored[part].findResources('AWS::Lambda::Function', {
      Properties: { Environment: { Variables: { TABLE_NAME: name } } },
    });
    expect(Object.keys(named)).toEqual(functions);
  });

  test('reads the stream of the named one, twice, and its indexes', () => {
    for (const part of [restored.jobs, restored.events])
      part.hasResourceProperties('AWS::Lambda::EventSourceMapping', { EventSourceArn: streamArn });
    expect(JSON.stringify(restored.api.toJSON())).toContain(`table/${name}/index/${INDEXES.listing.name}`);
  });
});
