import type { Stack } from '../template/assembly.ts';
import type { Addresses } from './announce.ts';
import type { Database } from './dynamodb.ts';

/** A running dev server. */
export interface DevServer extends Addresses {
  /** What the clock, the Invoke API and the controls of a hard DynamoDB demand. */
  key: string;
  /** Where DynamoDB is. */
  dynamodbEndpoint: string;
  /** For the Tenant URL. */
  token: string;
  /** For the directory. */
  directoryToken: string;
  /** Leads to the setup page with a link's secret, which would not fit into a line. */
  setupPage: string;
  /** Where the data, the functions' own output and the change events are kept. */
  folder: string;
  /** By how many milliseconds its clock is ahead of the real time. */
  ahead: number;
  stop: () => Promise<void>;
}

/** The folder with cdk.json, and who hears what happens. */
export interface Host {
  project: string;
  /** Hears what happens after the start. */
  report: (message: string) => void;
  /** Hears of an alarm that goes off; left out, `report` does. */
  reportAlarm?: (message: string) => void;
  /** Hears how far the start is. */
  progress?: (message: string) => void;
}

export type Stop = () => Promise<void> | void;

/** What a tenant is started with. */
export interface Prepared {
  folder: string;
  /** Where the stacks were synthesized into. */
  assembly: string;
  stacks: readonly Stack[];
  database: Database;
  /** Synthesizes again, where a source has changed. */
  rebuild: () => Promise<readonly Stack[]>;
}
