import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CREDENTIALS, REGION } from '../../tools/dev-server/template/aws-account.ts';
import { startDynamoDbLocal } from '../../tools/dynamodb-local/start.ts';
import type { Contender } from './contenders.ts';
import { run, type Database, type Program, type Running } from './process.ts';

/** 20,000 users with all they are found by, once for each size. */
const HEAP_MB = 2_048;

/** The DynamoDB Local of one contender: a process of its own, whose time is not counted. */
export interface Home {
  readonly contender: Contender;
  readonly program: Program;
  readonly endpoint: string;
  /** A new database with the contender's tables, and the contender on it; `through` is a proxy to ask it by. */
  readonly open: (through?: string) => Promise<Opened>;
  /** The same program once more, on a database that it knows. */
  readonly start: (database: Database) => Promise<Running>;
  readonly stop: () => Promise<void>;
}

/** A contender on a database of its own. */
export interface Opened {
  readonly running: Running;
  readonly database: Database;
  readonly client: DynamoDBDocumentClient;
}

/** DynamoDB may take longer here than anybody should wait for it: what is written past a contender is not measured. */
function clientOf({ endpoint, key }: Database): DynamoDBDocumentClient {
  const credentials = { accessKeyId: key, secretAccessKey: CREDENTIALS.secretAccessKey };
  return DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: REGION, credentials }), {
    marshallOptions: { removeUndefinedValues: true },
  });
}

/**
 * Gets a contender's program ready and starts its DynamoDB.
 * @throws PlainError where one of the two cannot be had
 */
export async function settle(contender: Contender): Promise<Home> {
  const program = await contender.prepare();
  const local = await startDynamoDbLocal({ heapMb: HEAP_MB, shared: false });
  let databases = 0;
  const stops: (() => Promise<void> | void)[] = [];
  const start = async (database: Database): Promise<Running> => {
    const running = await run(program, database);
    stops.push(running.stop);
    return running;
  };
  return {
    contender,
    program,
    endpoint: local.endpoint,
    start,
    open: async (through = local.endpoint) => {
      databases += 1;
      const key = `${contender.name}${databases}`;
      const client = clientOf({ endpoint: local.endpoint, key });
      stops.push(() => client.destroy());
      await contender.createTables(client);
      const database = { endpoint: through, key };
      return { running: await start(database), database, client };
    },
    stop: async () => {
      for (const stop of stops) await stop();
      await local.stop();
    },
  };
}
