import type { Status } from '../../../../conformance/harness/run.ts';

/** A line of the report: a check of somebody's list, or a row of the RFC table. */
export interface Line {
  readonly source: string;
  readonly level: string;
  readonly name: string;
  readonly status: Status;
  readonly why?: string;
}
