import { Stack } from 'aws-cdk-lib/core';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

/** Tells every alarm, and the budget, to these addresses and to whatever is subscribed to it besides. */
export function alarmTopic(scope: Construct, emails: readonly string[]): Topic {
  const topic = new Topic(scope, 'Alarms', { displayName: 'serverless-scim', enforceSSL: true });
  // A topic with a policy of its own has lost the one that SNS makes, with which the alarms of the
  // account may publish.
  for (const service of ['cloudwatch.amazonaws.com', 'budgets.amazonaws.com'])
    topic.grantPublish(
      new ServicePrincipal(service, {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
      }),
    );
  for (const email of emails) topic.addSubscription(new EmailSubscription(email));
  return topic;
}
