import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Tenant } from '../../../lambdas/tenant/settings/settings.ts';
import { alarmAtFirst } from '../../constructs/alarm.ts';
import { CredentialMetrics, type CredentialLogs } from '../../constructs/credential-metrics.ts';

/**
 * Whoever's credential has ended is told by Entra, after days; the operator can be faster, and
 * before it happens.
 */
export function watchCredentials(
  scope: Construct,
  { tenant, alarms, logs }: { tenant: Tenant; alarms: ITopic; logs: CredentialLogs },
): void {
  const { ended, ending } = new CredentialMetrics(scope, 'Credentials', { tenant, logs });
  const describe = (what: string): string =>
    `A credential of ${tenant.name} ${what}: scim credential report --tenant ${tenant.name}`;
  alarmAtFirst(scope, 'EndedCredentialAlarm', {
    metric: ended,
    topic: alarms,
    description: describe('that expired or was revoked is still used, so its client is refused'),
  });
  alarmAtFirst(scope, 'EndingCredentialAlarm', {
    metric: ending,
    topic: alarms,
    description: describe('that is used ends within 30 days'),
  });
}
