import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack, Validations, type App } from 'aws-cdk-lib/core';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { addDomains } from '../../lib/add-domains.ts';
import { newApp, newFleet, newStage, TENANT } from './synthesize.ts';
import { wholePlay } from '../support/sizes.ts';

type Report = {
  pluginReports: { violations: { ruleName: string; violatingConstructs: { constructPath?: string }[] }[] }[];
};

/** What cdk-nag's AwsSolutions rules find in an app, as `rule construct path`. */
function findings(build: (app: App) => unknown): string[] {
  const app = newApp({ '@aws-cdk/core:failSynthOnValidationErrors': false });
  build(app);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const { directory } = app.synth();

  const report = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8')) as Report;
  return report.pluginReports.flatMap(({ violations }) =>
    violations.flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => `${ruleName} ${constructPath}`),
    ),
  );
}

describe('cdk-nag', () => {
  wholePlay('finds nothing in a tenant that is not acknowledged with a reason', () => {
    const name = 'scim.example.com/acme';
    const certificateArn = 'arn:aws:acm:eu-central-1:111111111111:certificate/0f0f';
    const tenant = { ...TENANT, domain: { name, certificateArn } };
    const build = (app: App): void => {
      newStage(app, tenant);
      addDomains(app, [tenant]);
    };
    expect(findings(build)).toEqual([]);
  });

  wholePlay('finds nothing in a fleet that is not acknowledged with a reason', () => {
    expect(findings((app) => newFleet(app, { alarmEmail: 'a@b.example', monthlyBudgetUsd: 5 }))).toEqual([]);
  });

  test('runs: it finds a bare queue', () => {
    const bareQueue = (app: App) => new Queue(new Stack(app, 'stack'), 'Queue');
    expect(findings(bareQueue)).toContain('AwsSolutions-SQS4 stack/Queue/Resource');
  });
});
