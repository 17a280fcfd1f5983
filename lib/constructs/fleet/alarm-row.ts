import { Duration } from 'aws-cdk-lib/core';
import {
  Alarm,
  ComparisonOperator,
  GraphWidget,
  MathExpression,
  Metric,
  TreatMissingData,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { NAMESPACE, type AlarmRow } from '../../fleet/alarms.ts';

/** The metric of a row. */
function metricOf({ metric, statistic, minutes }: AlarmRow, watchdog: IFunction): IMetric {
  const period = Duration.minutes(minutes);
  if ('query' in metric) return new MathExpression({ expression: metric.query, period, label: 'all tables' });
  if ('watchdog' in metric)
    return new Metric({
      namespace: 'AWS/Lambda',
      metricName: metric.watchdog,
      dimensionsMap: { FunctionName: watchdog.functionName },
      statistic,
      period,
    });
  const ours = (metricName: string) => new Metric({ namespace: NAMESPACE, metricName, statistic, period });
  if (!('lambda' in metric)) return ours(metric.name);
  const all = new Metric({ namespace: 'AWS/Lambda', metricName: metric.lambda, statistic, period });
  if (metric.less === undefined) return all;
  const usingMetrics = { all, less: ours(metric.less) };
  return new MathExpression({ expression: 'all - FILL(less, 0)', usingMetrics, period, label: metric.lambda });
}

/** An alarm that tells the topic, and its graph for the dashboard. */
export function addAlarm(
  scope: Construct,
  row: AlarmRow,
  { topic, watchdog }: { topic: ITopic; watchdog: IFunction },
): { alarm: Alarm; graph: GraphWidget } {
  const { id, threshold, below, why } = row;
  const metric = metricOf(row, watchdog);
  const alarm = new Alarm(scope, id, {
    alarmName: `scim-${id}`,
    alarmDescription: `${why}. docs/runbook/${id}.md says whose it is and what to do.`,
    metric,
    threshold,
    evaluationPeriods: 1,
    comparisonOperator: below
      ? ComparisonOperator.LESS_THAN_THRESHOLD
      : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    // No data is a good sign, but for what has to go on.
    treatMissingData: below ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(topic));
  const graph = new GraphWidget({
    title: id,
    left: [metric],
    leftAnnotations: [{ value: threshold, label: below ? 'alarm below' : 'alarm' }],
    width: 8,
    height: 5,
  });
  return { alarm, graph };
}
