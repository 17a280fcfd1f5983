import { NAMESPACE } from '../../../lib/fleet/alarms.ts';
import type { Stack } from '../template/assembly.ts';
import { resourcesOf } from '../template/deployment.ts';
import { readFilterPattern } from './filter-pattern.ts';

/** An alarm on a metric of ours, as the template has it; the period in milliseconds. */
export interface AlarmDefinition {
  name: string;
  description: string;
  metric: string;
  statistic: string;
  threshold: number;
  periodMs: number;
}

/** What a line of the access log adds 1 to. */
export interface AnswerFilter {
  metric: string;
  matches: (line: Readonly<Record<string, string>>) => boolean;
}

interface AlarmProperties {
  AlarmName?: string;
  AlarmDescription?: string;
  Namespace?: string;
  MetricName?: string;
  Statistic?: string;
  Threshold?: number;
  Period?: number;
}
interface FilterProperties {
  FilterPattern: string;
  MetricTransformations: readonly { MetricName: string; MetricNamespace: string }[];
}

/** The alarms of the fleet that go by what functions and access logs say. Those on metrics of AWS have none here. */
export const alarmsOf = (fleet: readonly Stack[]): AlarmDefinition[] =>
  resourcesOf<AlarmProperties>(fleet, 'AWS::CloudWatch::Alarm')
    .map(({ properties }) => properties)
    .filter(({ Namespace }) => Namespace === NAMESPACE)
    .map((each) => ({
      name: each.AlarmName ?? '',
      description: each.AlarmDescription ?? '',
      metric: each.MetricName ?? '',
      statistic: each.Statistic ?? 'Sum',
      threshold: each.Threshold ?? 1,
      periodMs: (each.Period ?? 60) * 1000,
    }));

/** What is counted of the answers of a tenant's API. */
export const answerFiltersOf = (stacks: readonly Stack[]): AnswerFilter[] =>
  resourcesOf<FilterProperties>(stacks, 'AWS::Logs::MetricFilter').flatMap(({ properties: filter }) =>
    filter.MetricTransformations.filter(({ MetricNamespace }) => MetricNamespace === NAMESPACE).map(
      ({ MetricName }) => ({ metric: MetricName, matches: readFilterPattern(filter.FilterPattern) }),
    ),
  );
