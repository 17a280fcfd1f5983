import { Metric, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { Duration } from 'aws-cdk-lib';
import type { Tenant } from '../tenants.ts';

const NAMESPACE = 'serverless-scim';

/** Counts the lines `refused` of functions, by kind and reason of the refusal. A log line costs nothing extra, and a metric filter neither. */
export class RefusalMetrics extends Construct {
  /** Refusals of credentials that were right and have ended: somebody's provisioning has stopped. Per hour. */
  readonly ended: IMetric;

  constructor(scope: Construct, id: string, { tenant, logGroups }: { tenant: Tenant; logGroups: ILogGroup[] }) {
    super(scope, id);
    const endedName = `EndedCredentials-${tenant.name}`;
    for (const [index, logGroup] of logGroups.entries()) {
      logGroup.addMetricFilter(`Refusals${index}`, {
        filterPattern: FilterPattern.stringValue('$.message', '=', 'refused'),
        metricNamespace: NAMESPACE,
        metricName: `RefusedCredentials-${tenant.name}`,
        dimensions: { kind: '$.kind', reason: '$.reason' },
      });
      // An alarm needs one metric without dimensions. Only who proved the secret is told of its end, so strangers cannot raise it.
      logGroup.addMetricFilter(`Ended${index}`, {
        filterPattern: FilterPattern.all(
          FilterPattern.stringValue('$.message', '=', 'refused'),
          FilterPattern.any(
            FilterPattern.stringValue('$.reason', '=', 'expired'),
            FilterPattern.stringValue('$.reason', '=', 'revoked'),
          ),
        ),
        metricNamespace: NAMESPACE,
        metricName: endedName,
      });
    }
    this.ended = new Metric({
      namespace: NAMESPACE,
      metricName: endedName,
      statistic: 'Sum',
      period: Duration.hours(1),
    });
  }
}
