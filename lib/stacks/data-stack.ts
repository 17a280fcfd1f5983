import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { Tenant } from '../../lambdas/tenant/settings/settings.ts';
import { INDEXES, TABLE_KEY, TTL_ATTRIBUTE } from '../../lambdas/store/table/shape.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** `capacity`: the most units that the table, and each index, takes in a second. */
export type DataStackProps = StackProps & Pick<Tenant, 'capacity'>;

/** What a tenant owns and must never lose: its table. */
export class DataStack extends Stack {
  readonly table: TableV2;

  constructor(scope: Construct, id: string, { capacity, ...props }: DataStackProps) {
    // A stack that was deleted and deployed again would begin with an empty table beside the
    // retained one.
    super(scope, id, { ...props, terminationProtection: true });

    // An index that took less than the table would throttle the writes of the table.
    const most = { maxReadRequestUnits: capacity.read, maxWriteRequestUnits: capacity.write };
    this.table = new TableV2(this, 'Table', {
      partitionKey: text(TABLE_KEY.partition),
      sortKey: text(TABLE_KEY.sort),
      billing: Billing.onDemand(most),
      globalSecondaryIndexes: Object.values(INDEXES).map(({ name, partition, sort }) => ({
        indexName: name,
        partitionKey: text(partition),
        sortKey: text(sort),
        projectionType: ProjectionType.KEYS_ONLY,
        ...most,
      })),
      timeToLiveAttribute: TTL_ATTRIBUTE,
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });

    new CfnOutput(this, 'TableName', { value: this.table.tableName, description: 'The DynamoDB table of the tenant' });
  }
}
