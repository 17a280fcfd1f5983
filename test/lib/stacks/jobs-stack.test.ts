import { Match } from 'aws-cdk-lib/assertions';
import { templates } from '../synthesize.ts';

const { jobs } = templates();

describe('jobs stack', () => {
  test('runs the purge every hour, tries again, and keeps what could not be delivered', () => {
    jobs.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(1 hour)',
      State: 'ENABLED',
      Target: {
        Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^PurgeFunction'), 'Arn'] },
        Input: '{}',
        RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 3600 },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^DeadLetters'), 'Arn'] } },
      },
    });
  });

  test('keeps what the purge failed at', () => {
    jobs.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 1,
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp('^DeadLetters'), 'Arn'] } },
      },
    });
    jobs.hasResourceProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true, MessageRetentionPeriod: 14 * 86_400 });
  });

  test('calls the recovery function as soon as something is written down that has to be carried out', () => {
    jobs.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionName: { Ref: Match.stringLikeRegexp('^RecoveryFunction') },
      StartingPosition: 'TRIM_HORIZON',
      FilterCriteria: {
        Filters: [
          {
            Pattern: JSON.stringify({
              eventName: ['INSERT', 'MODIFY'],
              dynamodb: { Keys: { pk: { S: ['UNFINISHED'] } } },
            }),
          },
        ],
      },
      MaximumRetryAttempts: 10,
      MaximumRecordAgeInSeconds: 3600,
    });
  });

  test('outputs the name of the purge function, and by what the watchdog of the fleet finds it', () => {
    jobs.hasOutput('PurgeFunctionName', { Value: { Ref: Match.stringLikeRegexp('^PurgeFunction') } });
    jobs.hasOutput('JobDeadLettersUrl', { Value: { Ref: Match.stringLikeRegexp('^DeadLetters') } });
    jobs.hasOutput('JobsTableName', {});
  });

  test('has no alarm, and no metric, of its own: those of the fleet are for all tenants', () => {
    for (const type of ['AWS::CloudWatch::Alarm', 'AWS::Logs::MetricFilter', 'AWS::SNS::Topic'])
      jobs.resourceCountIs(type, 0);
  });
});
