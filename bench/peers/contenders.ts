import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Program } from './process.ts';

/** What is filled into a contender's table, past its API: so many users, all of them in one group. */
export interface Filling {
  readonly client: DynamoDBDocumentClient;
  /** Where the contender's SCIM begins. */
  readonly base: string;
  readonly users: number;
}

/** One that is measured. */
export interface Contender {
  readonly name: string;
  /** What it is and how it is run here, for whoever reads the table. */
  readonly about: string;
  /** Whether the store is its host's: what depends on it is found of the bench's own host. */
  readonly isHosted?: true;
  /** Gets its program ready, once. */
  readonly prepare: () => Promise<Program>;
  /** Makes the tables that it expects to be there, in a database that is empty. */
  readonly createTables: (client: DynamoDBDocumentClient) => Promise<void>;
  /** Writes users `user.<number>@example.com` and a group, as its own requests would; answers the id of the group. Left out, nothing can grow. */
  readonly fillTable?: (filling: Filling) => Promise<string>;
}
