import { Duration } from 'aws-cdk-lib';
import { Metric, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type IFilterPattern, type ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Tenant } from '../tenants.ts';

const NAMESPACE = 'serverless-scim';
const REFUSED = FilterPattern.stringValue('$.message', '=', 'refused');

export type CredentialMetricsProps = {
  tenant: Tenant;
  /** Of the functions that say who is let in and who is not: lambdas/handlers/credential-log.ts, lambdas/http/request-log.ts. */
  logGroups: ILogGroup[];
  /** Of API Gateway, which refuses what has no credential by itself. */
  accessLog: ILogGroup;
};

/** Counts what functions log of credentials. A log line costs nothing extra, and a metric filter neither. */
export class CredentialMetrics extends Construct {
  /** Refusals of credentials that were right and have ended: somebody's provisioning has stopped. Per hour. */
  readonly ended: IMetric;
  /** Uses of credentials that end within 30 days: somebody's provisioning will stop. Per day. */
  readonly ending: IMetric;

  constructor(scope: Construct, id: string, { tenant, logGroups, accessLog }: CredentialMetricsProps) {
    super(scope, id);
    const nameOf = (what: string): string => `${what}-${tenant.name}`;
    for (const [index, logGroup] of logGroups.entries()) {
      logGroup.addMetricFilter(`Refusals${index}`, {
        filterPattern: REFUSED,
        metricNamespace: NAMESPACE,
        metricName: nameOf('RefusedCredentials'),
        dimensions: { kind: '$.kind', reason: '$.reason' },
      });
      const count = (what: string, filterPattern: IFilterPattern): void => {
        // An alarm needs one metric without dimensions.
        const metricName = nameOf(`${what}Credentials`);
        logGroup.addMetricFilter(`${what}${index}`, { filterPattern, metricNamespace: NAMESPACE, metricName });
      };
      // Only who proved the secret is told of its end, so strangers cannot raise the alarm.
      const hasEnded = ['expired', 'revoked'].map((reason) => FilterPattern.stringValue('$.reason', '=', reason));
      count('Ended', FilterPattern.all(REFUSED, FilterPattern.any(...hasEnded)));
      count('Ending', FilterPattern.numberValue('$.endsInDays', '>=', 0));
    }
    accessLog.addMetricFilter('Missing', {
      filterPattern: FilterPattern.stringValue('$.gatewayError', '=', 'UNAUTHORIZED'),
      metricNamespace: NAMESPACE,
      metricName: nameOf('MissingCredentials'),
    });
    const sum = (what: string, period: Duration): IMetric =>
      new Metric({ namespace: NAMESPACE, metricName: nameOf(`${what}Credentials`), statistic: 'Sum', period });
    this.ended = sum('Ended', Duration.hours(1));
    this.ending = sum('Ending', Duration.days(1));
  }
}
