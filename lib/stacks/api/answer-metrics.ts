import { FilterPattern, type ILogGroup, type IFilterPattern } from 'aws-cdk-lib/aws-logs';
import { NAMESPACE } from '../../fleet/alarms.ts';

const status = (comparator: '=' | '!=', value: string) => FilterPattern.stringValue('$.status', comparator, value);

/**
 * What is counted of the answers, also of those that API Gateway makes by itself. All tenants share the
 * metrics: a metric filter costs nothing, a metric does. At the ceiling of its table, or in an outage, a
 * tenant answers 503.
 */
const COUNTED: readonly (readonly [name: string, pattern: IFilterPattern])[] = [
  ['Busy', status('=', '503')],
  ['ServerErrors', FilterPattern.all(status('=', '5*'), status('!=', '503'))],
];

/** Counts the lines of an access log for the alarms of the fleet. */
export function countAnswers(accessLog: ILogGroup): void {
  for (const [metricName, filterPattern] of COUNTED)
    accessLog.addMetricFilter(metricName, { filterPattern, metricNamespace: NAMESPACE, metricName });
}
