import { Duration } from 'aws-cdk-lib';
import { Metric, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Tenant } from '../../lambdas/tenant/settings/settings.ts';

const NAMESPACE = 'serverless-scim';
const is = (field: string, value: string) => FilterPattern.stringValue(`$.${field}`, '=', value);
const REFUSED = is('message', 'refused');
/**
 * What an operator has to renew. Only who proved the secret is told of its end, so strangers cannot
 * raise the alarm.
 */
const ENDED = FilterPattern.all(
  REFUSED,
  FilterPattern.any(is('kind', 'bearer'), is('kind', 'client-credentials')),
  FilterPattern.any(is('reason', 'expired'), is('reason', 'revoked')),
);
const ENDING = FilterPattern.numberValue('$.endsInDays', '>=', 0);
/** No credential, or several different ones. */
const MISSING = is('gatewayError', 'UNAUTHORIZED');

/** Where credentials are written about. */
export type CredentialLogs = {
  /** Of the functions that say whether a credential is right: lambdas/http/credential-log.ts. */
  deciders: ILogGroup[];
  /** Of the functions that say whether it is good for a request: lambdas/http/principal.ts. */
  others: ILogGroup[];
  /** Of API Gateway, which refuses what has no credential by itself. */
  accessLog: ILogGroup;
};

/**
 * Counts what functions log of credentials. A log line costs nothing extra, and a metric filter
 * neither.
 */
export class CredentialMetrics extends Construct {
  /**
   * Refusals of credentials that were right and have ended: somebody's provisioning has stopped.
   * Per hour.
   */
  readonly ended: IMetric;
  /** Uses of credentials that end within 30 days: somebody's provisioning will stop. Per day. */
  readonly ending: IMetric;

  constructor(scope: Construct, id: string, { tenant, logs }: { tenant: Tenant; logs: CredentialLogs }) {
    super(scope, id);
    const { deciders, others, accessLog } = logs;
    const metric = (what: string) => ({ metricNamespace: NAMESPACE, metricName: `${what}Credentials-${tenant.name}` });
    for (const [index, logGroup] of [...deciders, ...others].entries()) {
      const dimensions = { kind: '$.kind', reason: '$.reason' };
      logGroup.addMetricFilter(`Refusals${index}`, { filterPattern: REFUSED, ...metric('Refused'), dimensions });
    }
    // An alarm needs one metric without dimensions.
    for (const [index, logGroup] of deciders.entries()) {
      logGroup.addMetricFilter(`Ended${index}`, { filterPattern: ENDED, ...metric('Ended') });
      logGroup.addMetricFilter(`Ending${index}`, { filterPattern: ENDING, ...metric('Ending') });
    }
    accessLog.addMetricFilter('Missing', { filterPattern: MISSING, ...metric('Missing') });
    const sum = (what: string, period: Duration): IMetric =>
      new Metric({ namespace: NAMESPACE, metricName: metric(what).metricName, statistic: 'Sum', period });
    this.ended = sum('Ended', Duration.hours(1));
    this.ending = sum('Ending', Duration.days(1));
  }
}
