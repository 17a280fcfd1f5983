import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Index } from '../lambdas/store/table/shape.ts';

/** What a policy names to allow queries of indexes. */
export const indexArns = ({ tableArn }: TableV2, ...indexes: readonly Index[]): string[] =>
  indexes.map(({ name }) => `${tableArn}/index/${name}`);

/** All keys with a prefix, for `leadingKeys`. */
export const allOf = (prefix: string): string => `${prefix}#*`;

/** The condition of a policy that allows these partition keys only. */
export const leadingKeys = (...patterns: readonly string[]) => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...patterns] },
});
