import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib/core';
import {
  AttributeType,
  Billing,
  ProjectionType,
  StreamViewType,
  TableV2,
  type ITableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { Tenant } from '../../lambdas/tenant/settings/settings.ts';
import { INDEXES, TABLE_KEY, TTL_ATTRIBUTE } from '../../lambdas/store/table/shape.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });

/**
 * `capacity`: the most units that the table, and each index, takes in a second. `named`: the table that
 * the tenant uses instead of the one of the stack.
 */
export type DataStackProps = StackProps & Pick<Tenant, 'capacity'> & { readonly named: Tenant['table'] };

/** What a tenant owns and must never lose: its table. */
export class DataStack extends Stack {
  /** The table that the tenant uses: that of the stack, or a restored one that its file names. */
  readonly table: ITableV2;

  constructor(scope: Construct, id: string, { capacity, named, ...props }: DataStackProps) {
    // A stack that was deleted and deployed again would begin with an empty table beside the
    // retained one.
    super(scope, id, { ...props, terminationProtection: true });

    // An index that took less than the table would throttle the writes of the table.
    const most = { maxReadRequestUnits: capacity.read, maxWriteRequestUnits: capacity.write };
    const own = new TableV2(this, 'Table', {
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

    // The one of the stack stays as it is, protected: nothing here can tell whether it is still needed.
    this.table = named ? this.#named(named) : own;
    new CfnOutput(this, 'TableName', { value: this.table.tableName, description: 'The DynamoDB table of the tenant' });
  }

  /** A name knows neither stream nor indexes. */
  #named({ name, streamArn }: NonNullable<Tenant['table']>): ITableV2 {
    return TableV2.fromTableAttributes(this, 'Restored', {
      tableName: name,
      tableStreamArn: streamArn,
      globalIndexes: Object.values(INDEXES).map((index) => index.name),
      grantIndexPermissions: true,
    });
  }
}
