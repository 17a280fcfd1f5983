import { HOUR } from '../../lambdas/duration.ts';
import { parseRate } from '../dev-server/events/schedule-expression.ts';
import { isRecord } from '../json.ts';
import { ASSUMED } from './assumed.ts';
import { sumOf, type Use } from './prices.ts';

/** Hours of a month, as AWS reckons them: a twelfth of 365 days. */
export const HOURS_A_MONTH = 730;

type Properties = Readonly<Record<string, unknown>>;

/** A synthesized stack, as far as it matters here. */
export interface Resources {
  readonly resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: Properties }>>;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** An alarm on a formula is paid for by each metric in it. */
const metricsOf = ({ Metrics }: Properties): number =>
  Math.max(1, listOf(Metrics).filter((each) => isRecord(each) && isRecord(each['MetricStat'])).length);

const nothing = (): Use => ({});

/** What each type of resource costs a month by being there; what comes by use is reckoned in month.ts. */
const STANDING: Readonly<Record<string, (properties: Properties) => Use>> = {
  'AWS::CloudWatch::Alarm': (properties) => ({ alarms: metricsOf(properties) }),
  'AWS::CloudWatch::CompositeAlarm': () => ({ compositeAlarms: 1 }),
  'AWS::CloudWatch::Dashboard': () => ({ dashboards: 1 }),
  'AWS::Logs::MetricFilter': nothing,
  'AWS::KMS::Key': () => ({ keys: 1 }),
  'AWS::ApiGateway::Account': nothing,
  'AWS::ApiGateway::Authorizer': nothing,
  'AWS::ApiGateway::BasePathMapping': nothing,
  'AWS::ApiGateway::BasePathMappingV2': nothing,
  'AWS::ApiGateway::Deployment': nothing,
  'AWS::ApiGateway::DomainName': nothing,
  'AWS::ApiGateway::DomainNameV2': nothing,
  'AWS::ApiGateway::GatewayResponse': nothing,
  'AWS::ApiGateway::Method': nothing,
  'AWS::ApiGateway::Resource': nothing,
  'AWS::ApiGateway::RestApi': nothing,
  'AWS::ApiGateway::Stage': nothing,
  'AWS::ApiGatewayV2::ApiMapping': nothing,
  'AWS::Budgets::Budget': nothing,
  'AWS::CDK::Metadata': nothing,
  'AWS::CodeDeploy::Application': nothing,
  'AWS::CodeDeploy::DeploymentGroup': nothing,
  'AWS::DynamoDB::GlobalTable': nothing,
  'AWS::DynamoDB::Table': nothing,
  'AWS::Events::EventBus': nothing,
  'AWS::Events::Rule': nothing,
  'AWS::IAM::ManagedPolicy': nothing,
  'AWS::IAM::Policy': nothing,
  'AWS::IAM::Role': nothing,
  'AWS::Lambda::Alias': nothing,
  'AWS::Lambda::EventInvokeConfig': nothing,
  // Lambda reads a table's stream for nothing.
  'AWS::Lambda::EventSourceMapping': nothing,
  'AWS::Lambda::Function': nothing,
  'AWS::Lambda::Permission': nothing,
  'AWS::Lambda::Version': nothing,
  'AWS::Logs::LogGroup': nothing,
  'AWS::Logs::QueryDefinition': nothing,
  'AWS::SNS::Subscription': nothing,
  'AWS::SNS::Topic': nothing,
  'AWS::SNS::TopicPolicy': nothing,
  'AWS::SQS::Queue': nothing,
  'AWS::SQS::QueuePolicy': nothing,
  'AWS::Scheduler::Schedule': nothing,
};

const allOf = (stacks: readonly Resources[]) => stacks.flatMap(({ resources }) => Object.values(resources));

/** What the stacks cost a month by being there. */
export const standing = (stacks: readonly Resources[]): Use =>
  sumOf([
    ...allOf(stacks).map(({ Type, Properties = {} }) => STANDING[Type]?.(Properties) ?? {}),
    { metrics: lastingMetrics(stacks) },
  ]);

const nameOf = ({ Namespace, MetricNamespace = Namespace, MetricName }: Properties): string =>
  JSON.stringify([MetricNamespace, MetricName]);

/**
 * A metric of our own is paid for in the hours in which it has data. One that a filter makes of log lines has some
 * where a line matches, and always where another line counts as 0. One that no filter makes, and an alarm looks
 * at, is a figure of the hourly jobs.
 */
function lastingMetrics(stacks: readonly Resources[]): number {
  const propertiesOf = (type: string) =>
    allOf(stacks).flatMap(({ Type, Properties = {} }) => (Type === type ? [Properties] : []));
  const filtered = propertiesOf('AWS::Logs::MetricFilter')
    .flatMap(({ MetricTransformations }) => listOf(MetricTransformations))
    .filter(isRecord);
  const rare = new Set(filtered.filter(({ DefaultValue }) => DefaultValue === undefined).map(nameOf));
  const watched = propertiesOf('AWS::CloudWatch::Alarm')
    .flatMap((alarm) => [alarm, ...listOf(alarm['Metrics']).map(metricIn)])
    .filter(isRecord)
    .filter(({ Namespace }) => typeof Namespace === 'string' && !Namespace.startsWith('AWS/'));
  const always = filtered.filter(({ DefaultValue }) => DefaultValue !== undefined);
  const lasting = new Set(always.map(nameOf));
  const figures = new Set(watched.map(nameOf).filter((name) => !rare.has(name) && !lasting.has(name)));
  return lasting.size + (figures.size * ASSUMED.hoursOfFigures) / 24;
}

const metricIn = (query: unknown): unknown => {
  const stat = isRecord(query) ? query['MetricStat'] : undefined;
  return isRecord(stat) ? stat['Metric'] : undefined;
};

/** The types of resources of which STANDING does not say what they cost. */
export const unpriced = (stacks: readonly Resources[]): string[] => [
  ...new Set(
    allOf(stacks)
      .map(({ Type }) => Type)
      .filter((type) => STANDING[type] === undefined),
  ),
];

/** What a function logs under. */
const serviceOf = ({ Environment }: Properties): string => {
  const variables = isRecord(Environment) ? Environment['Variables'] : undefined;
  return String(isRecord(variables) ? variables['POWERTOOLS_SERVICE_NAME'] : undefined);
};

/** The function that a schedule starts, by the name that it logs under. */
function startedBy({ Target }: Properties, { resources }: Resources): string {
  const arn = isRecord(Target) ? Target['Arn'] : undefined;
  const [id] = listOf(isRecord(arn) ? arn['Fn::GetAtt'] : undefined);
  return serviceOf(resources[String(id)]?.Properties ?? {});
}

/** How often the schedules of the stacks run in a month: those of the webhooks, or all others. */
export const scheduledRuns = (stacks: readonly Resources[], of: 'jobs' | 'webhooks' = 'jobs'): number =>
  stacks
    .flatMap((stack) =>
      Object.values(stack.resources).flatMap(({ Type, Properties = {} }) =>
        Type === 'AWS::Scheduler::Schedule' && (startedBy(Properties, stack) === 'webhooks') === (of === 'webhooks')
          ? [parseRate(String(Properties['ScheduleExpression']))]
          : [],
      ),
    )
    .reduce((sum, interval) => sum + (HOURS_A_MONTH * HOUR) / interval, 0);

/** Megabytes of each function, by the name that it logs under. */
export function memoryOf(stacks: readonly Resources[]): ReadonlyMap<string, number> {
  const functions = allOf(stacks).filter(({ Type }) => Type === 'AWS::Lambda::Function');
  return new Map(
    functions.map(({ Properties = {} }) => {
      const { MemorySize } = Properties;
      return [serviceOf(Properties), typeof MemorySize === 'number' ? MemorySize : 128];
    }),
  );
}
