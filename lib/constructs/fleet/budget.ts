import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { APPLICATION } from '../../../lambdas/tenant/application.ts';

/** Percent of the budget, and whether they are spent or only foreseen. */
const TOLD_AT = [
  [80, 'ACTUAL'],
  [100, 'FORECASTED'],
] as const;

/** What everything with our tag may cost in a month, in US dollars; the topic hears when it will be more. */
export function addBudget(scope: Construct, usd: number, topic: ITopic): void {
  new CfnBudget(scope, 'Budget', {
    budget: {
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      budgetLimit: { amount: usd, unit: 'USD' },
      // How Budgets writes a tag of one's own, which has to be activated as a cost allocation tag.
      costFilters: { TagKeyValue: [`user:application$${APPLICATION}`] },
    },
    notificationsWithSubscribers: TOLD_AT.map(([threshold, notificationType]) => ({
      notification: { notificationType, comparisonOperator: 'GREATER_THAN', threshold, thresholdType: 'PERCENTAGE' },
      subscribers: [{ subscriptionType: 'SNS', address: topic.topicArn }],
    })),
  });
}
