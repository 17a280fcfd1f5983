import { Match } from 'aws-cdk-lib/assertions';
import { TENANT, templates } from '../synthesize.ts';

const { events } = templates();

describe('events stack', () => {
  test('has a bus with a name that consumers can know beforehand', () => {
    events.hasResourceProperties('AWS::Events::EventBus', { Name: 'scim-acme' });
    events.hasOutput('EventBusName', { Value: { Ref: Match.stringLikeRegexp('^Bus') } });
  });

  test('puts events on the bus that the tenant file names, and makes none then', () => {
    const shared = templates({ ...TENANT, events: { values: false, bus: 'platform' } }).events;
    shared.resourceCountIs('AWS::Events::EventBus', 0);
    shared.hasOutput('EventBusName', { Value: 'platform' });
    shared.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ EVENT_BUS_NAME: 'platform' }) },
    });
    const roles = JSON.stringify(shared.findResources('AWS::IAM::Role'));
    expect(roles).toMatch(/events:PutEvents.*event-bus\/platform/);
  });

  test('reads the stream from its beginning, in order, and keeps what could not be told', () => {
    events.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionName: { Ref: Match.stringLikeRegexp('^ChangesFunction') },
      StartingPosition: 'TRIM_HORIZON',
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      MaximumBatchingWindowInSeconds: 2,
      MaximumRetryAttempts: 100,
      MaximumRecordAgeInSeconds: 6 * 3600,
      ParallelizationFactor: Match.absent(),
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp('^DeadLetters'), 'Arn'] } },
      },
    });
    events.hasResourceProperties('AWS::SQS::Queue', {
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 14 * 86_400,
    });
    events.hasOutput('EventDeadLettersUrl', { Value: { Ref: Match.stringLikeRegexp('^DeadLetters') } });
  });

  test('calls the function for resources, those of the tenant included, and for what tells about members', () => {
    const patternsOf = (template: typeof events): unknown[] => {
      const [mapping] = Object.values(template.findResources('AWS::Lambda::EventSourceMapping'));
      const { Filters } = (mapping as Mapping).Properties.FilterCriteria;
      return Filters.map(({ Pattern }) => JSON.parse(Pattern) as unknown);
    };
    const beside = (prefix: string, eventName: string) => ({
      eventName: [eventName],
      dynamodb: { Keys: { pk: { S: [{ prefix: 'GROUP#' }] }, sk: { S: [{ prefix }] } } },
    });
    const ofGroups = [beside('CHANGE#', 'INSERT'), beside('MEMBER#', 'MODIFY')];
    expect(patternsOf(events)).toEqual([{ dynamodb: { Keys: { sk: { S: ['USER', 'GROUP'] } } } }, ...ofGroups]);

    const schema = { id: 'urn:example:Printer', name: 'Printer', attributes: [] };
    const resourceTypes = [{ name: 'Printer', endpoint: '/Printers', schema }];
    expect(patternsOf(templates({ ...TENANT, resourceTypes }).events)).toEqual([
      { dynamodb: { Keys: { sk: { S: ['USER', 'GROUP', 'PRINTER'] } } } },
      ...ofGroups,
    ]);
  });

  test('tells the function its bus', () => {
    events.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ EVENT_BUS_NAME: { Ref: Match.stringLikeRegexp('^Bus') } }) },
    });
    events.hasOutput('ChangesFunctionName', { Value: { Ref: Match.stringLikeRegexp('^ChangesFunction') } });
  });
});

interface Mapping {
  readonly Properties: { readonly FilterCriteria: { readonly Filters: readonly { readonly Pattern: string }[] } };
}
