import { CfnOutput, Stack, Tags, type StackProps } from 'aws-cdk-lib/core';
import { AlarmStatusWidget, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { APPLICATION } from '../../lambdas/tenant/application.ts';
import type { Bundle } from '../bundle.ts';
import { addAlarm } from '../constructs/fleet/alarm-row.ts';
import { alarmTopic } from '../constructs/fleet/alarm-topic.ts';
import { addBudget } from '../constructs/fleet/budget.ts';
import { gatewayLoggingRole } from '../constructs/fleet/logging-role.ts';
import { Watchdog } from '../constructs/fleet/watchdog.ts';
import { ALARMS } from '../fleet/alarms.ts';
import { FLEET, type Fleet } from '../fleet/fleets.ts';
import { QUERIES } from '../fleet/queries.ts';
import type { FleetSettings } from '../fleet/settings.ts';

type FleetStackProps = StackProps & { fleet: Fleet; settings: FleetSettings; bundle: Bundle };

/**
 * What the tenants of one account and Region have together: who watches them, the alarms of all, and the
 * role with which API Gateway writes their access logs. It is deployed before the first of them.
 */
export class FleetStack extends Stack {
  constructor(scope: Construct, { fleet, settings, bundle, ...props }: FleetStackProps) {
    super(scope, fleet.id, {
      ...props,
      env: fleet.env,
      stackName: FLEET,
      description: 'What the SCIM tenants of this account and Region have together',
    });
    gatewayLoggingRole(this);
    const { handler: watchdog, logGroup } = new Watchdog(this, 'Watchdog', bundle);
    const topic = alarmTopic(this, fleet.emails);
    const rows = ALARMS.map((row) => addAlarm(this, row, { topic, watchdog }));
    const status = new AlarmStatusWidget({ title: 'Alarms', width: 24, alarms: rows.map(({ alarm }) => alarm) });
    new Dashboard(this, 'Dashboard', {
      dashboardName: FLEET,
      widgets: [[status], rows.map(({ graph }) => graph)],
    });
    for (const { name, of, lines } of QUERIES)
      new CfnQueryDefinition(this, `Query-${name.replaceAll(/\W+/g, '-')}`, {
        name: `scim/${name}`,
        queryString: lines.join('\n| '),
        ...(of === 'watchdog' && { logGroupNames: [logGroup.logGroupName] }),
      });
    if (settings.monthlyBudgetUsd !== undefined) addBudget(this, settings.monthlyBudgetUsd, topic);
    Tags.of(this).add('application', APPLICATION);

    new CfnOutput(this, 'AlarmTopicArn', {
      value: topic.topicArn,
      description: 'Tells every alarm; subscribe Slack, PagerDuty and the like to it',
    });
  }
}
