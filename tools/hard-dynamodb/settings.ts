/**
 * How hard the DynamoDB is. Every number may be changed at any moment, and Infinity switches a
 * limit off.
 */
export interface Settings {
  /** Whether transactions and writes that touch the same item at the same time conflict. */
  conflicts: boolean;
  /** How long a transaction stays in flight before and after it is carried out, in ms. */
  transactionBeforeMs: number;
  transactionAfterMs: number;
  /** What one partition key takes in a second, in the table and in each index. */
  writeUnits: number;
  readUnits: number;
  /** How many seconds' worth of units an idle partition has saved up. */
  burstSeconds: number;
  /** By how much indexes trail the table. */
  indexLagMs: number;
  /** The largest page of a query or scan; DynamoDB Local itself ends at 1 MB. */
  pageBytes: number;
  /** The most that one batch reads; DynamoDB Local itself ends at 16 MB. */
  batchBytes: number;
  /** How long the token of a transaction is remembered. */
  tokenMs: number;
  /** How much longer every call takes. */
  latencyMs: number;
  /** Where the random numbers of faults begin: the same seed has the same faults. */
  seed: number;
}

const MB = 1024 * 1024;

/** As on AWS, where that is a number; the rest is switched off. */
export const DEFAULTS: Settings = {
  conflicts: true,
  transactionBeforeMs: 0,
  transactionAfterMs: 0,
  writeUnits: 1_000,
  readUnits: 3_000,
  burstSeconds: 1,
  indexLagMs: 0,
  pageBytes: MB,
  batchBytes: 16 * MB,
  tokenMs: 600_000,
  latencyMs: 0,
  seed: 1,
};
