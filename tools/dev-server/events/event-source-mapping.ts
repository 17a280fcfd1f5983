import { PlainError } from '../../plain-error.ts';
import type { Stack } from '../template/assembly.ts';
import { resourcesOf } from '../template/deployment.ts';
import { createFilter, type FilterCriteria } from './event-filter.ts';

/**
 * Records of a table's stream for a function. What a batch fails with is found by halves and by the
 * function's own report.
 */
export interface EventSourceMapping {
  tableName: string;
  functionName: string;
  batchSize: number;
  /** How often records that failed are tried again. */
  retries: number;
  /** Whether what was tried often enough is kept in a queue. */
  keepsFailures: boolean;
  /** Whether a record is for the function. */
  passes: (record: unknown) => boolean;
}

interface MappingProperties {
  EventSourceArn: string;
  FunctionName: string;
  BatchSize?: number;
  MaximumRetryAttempts?: number;
  BisectBatchOnFunctionError?: boolean;
  FunctionResponseTypes?: string[];
  StartingPosition?: string;
  FilterCriteria?: FilterCriteria;
  DestinationConfig?: { OnFailure?: object };
}

const TABLE_STREAM = /^arn:aws:dynamodb:[^:]*:\d*:table\/([^/]+)\/stream\//;

/**
 * The event source mappings of the tenant's stacks. Throws PlainError for one of a kind that is not
 * modelled.
 */
export function mappingsOf(stacks: readonly Stack[]): EventSourceMapping[] {
  return resourcesOf<MappingProperties>(stacks, 'AWS::Lambda::EventSourceMapping').map(({ properties }) =>
    toMapping(properties),
  );
}

function toMapping(properties: MappingProperties): EventSourceMapping {
  const { EventSourceArn: source, FunctionName: functionName, MaximumRetryAttempts: retries = -1 } = properties;
  const refuse = (what: string): never => {
    throw new PlainError(
      `the dev server cannot run the event source mapping from ${source} to ${functionName}: ${what}; ` +
        'change it, or add it to tools/dev-server/events/event-source-mapping.ts',
    );
  };
  const tableName = TABLE_STREAM.exec(source)?.[1] ?? refuse('it knows streams of tables only');
  if (properties.StartingPosition !== 'TRIM_HORIZON') refuse('it starts with the oldest record (TRIM_HORIZON) only');
  if (retries < 0) refuse('it knows retries up to MaximumRetryAttempts only');
  if (!properties.BisectBatchOnFunctionError)
    refuse('it knows batches that are split (BisectBatchOnFunctionError) only');
  if (!properties.FunctionResponseTypes?.includes('ReportBatchItemFailures'))
    refuse('it knows functions that report what failed (ReportBatchItemFailures) only');
  return {
    tableName,
    functionName,
    batchSize: properties.BatchSize ?? 100,
    retries,
    keepsFailures: properties.DestinationConfig?.OnFailure !== undefined,
    passes: createFilter(properties.FilterCriteria),
  };
}
