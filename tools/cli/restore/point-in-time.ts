import {
  DescribeTableCommand,
  ResourceNotFoundException,
  RestoreTableToPointInTimeCommand,
  TableAlreadyExistsException,
  type DynamoDBClient,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { MINUTE, SECOND } from '../../../lambdas/duration.ts';

/** What makes the table as it was at a time. */
export interface PointInTime {
  /**
   * Makes it, or goes on with what was begun, and resolves when it can be written to. `to` is ISO 8601, in
   * whole seconds.
   */
  restoreTo(to: string): Promise<void>;
}

export interface Waiting {
  readonly tell: (text: string) => void;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

/** What DynamoDB knows about a table; undefined where there is none. */
export async function describeTable(client: DynamoDBClient, name: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

const BETWEEN_LOOKS = 20 * SECOND;

/** Waits until a table, and each of its indexes, can be used and changed; tells how long once a minute. */
export async function untilActive(
  client: DynamoDBClient,
  name: string,
  what: string,
  { tell, sleep }: Waiting,
): Promise<TableDescription> {
  for (let waited = 0; ; waited += BETWEEN_LOOKS) {
    const table = await describeTable(client, name);
    if (table && isActive(table)) return table;
    if (waited % MINUTE === 0) tell(`${what} … ${waited / MINUTE} minutes`);
    await sleep(BETWEEN_LOOKS);
  }
}

/** Whether a table, and each of its indexes, can be used and changed. */
export const isActive = ({ TableStatus, RestoreSummary, GlobalSecondaryIndexes = [] }: TableDescription): boolean =>
  TableStatus === 'ACTIVE' &&
  RestoreSummary?.RestoreInProgress !== true &&
  GlobalSecondaryIndexes.every(({ IndexStatus }) => IndexStatus === 'ACTIVE');

/** DynamoDB's own point-in-time recovery: another table beside the one that it restores from. */
export function pointInTime(
  client: DynamoDBClient,
  { from, into }: { readonly from: string; readonly into: string },
  waiting: Waiting,
): PointInTime {
  return {
    restoreTo: async (to) => {
      if (!(await describeTable(client, into))) {
        const RestoreDateTime = new Date(to);
        const input = { SourceTableName: from, TargetTableName: into, RestoreDateTime };
        try {
          await client.send(new RestoreTableToPointInTimeCommand(input));
        } catch (error) {
          // Somebody else, or an attempt whose answer was lost, was quicker.
          if (!(error instanceof TableAlreadyExistsException)) throw error;
        }
      }
      await untilActive(client, into, `DynamoDB restores ${into}`, waiting);
    },
  };
}
