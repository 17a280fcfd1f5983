import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Index } from '../lambdas/store/table/shape.ts';

/** What a policy names to allow queries of indexes. */
export const indexArns = ({ tableArn }: TableV2, ...indexes: readonly Index[]): string[] =>
  indexes.map(({ name }) => `${tableArn}/index/${name}`);
