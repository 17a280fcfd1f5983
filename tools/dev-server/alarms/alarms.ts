import { isRecord, parseAs } from '../../json.ts';
import type { AlarmDefinition, AnswerFilter } from './read-alarms.ts';

/** CloudWatch, as far as the alarms of the fleet need it. */
export interface LocalAlarms {
  /** Reads the figures out of a line that a function printed (CloudWatch's embedded metric format). */
  readLine: (line: string) => void;
  /** Hears of an answer of the API, as the access log has it; `at` in milliseconds since 1970. */
  readAnswer: (line: Readonly<Record<string, string>>, at: number) => void;
}

interface Point {
  at: number;
  value: number;
}

/**
 * Holds what comes against the alarms, over the period of each, and reports one that goes off, once until
 * it is over.
 */
export function createAlarms(
  alarms: readonly AlarmDefinition[],
  filters: readonly AnswerFilter[],
  report: (message: string) => void,
): LocalAlarms {
  const points = new Map<string, Point[]>();
  const standing = new Set<string>();
  const add = (metric: string, point: Point): void => {
    const own = alarms.filter((alarm) => alarm.metric === metric);
    if (own.length === 0) return;
    const longest = Math.max(...own.map(({ periodMs }) => periodMs));
    const kept = [...(points.get(metric) ?? []), point].filter(({ at }) => at > point.at - longest);
    points.set(metric, kept);
    for (const alarm of own) {
      const value = valueOf(alarm, kept, point.at);
      const isOver = value >= alarm.threshold;
      if (isOver && !standing.has(alarm.name))
        report(
          `alarm ${alarm.name}: ${metric} is ${value}, it goes off from ${alarm.threshold} on. ${alarm.description}`,
        );
      if (isOver) standing.add(alarm.name);
      else standing.delete(alarm.name);
    }
  };
  return {
    readLine: (line) => {
      for (const { metric, ...point } of figuresIn(line)) add(metric, point);
    },
    readAnswer: (line, at) => {
      for (const { metric, matches } of filters) if (matches(line)) add(metric, { at, value: 1 });
    },
  };
}

function valueOf({ statistic, periodMs }: AlarmDefinition, points: readonly Point[], now: number): number {
  const values = points.filter(({ at }) => at > now - periodMs).map(({ value }) => value);
  return statistic === 'Maximum' ? Math.max(...values) : values.reduce((sum, value) => sum + value, 0);
}

function figuresIn(line: string): (Point & { metric: string })[] {
  if (!line.includes('"CloudWatchMetrics"')) return [];
  try {
    const figures = parseAs(line, isFigures);
    const { _aws: meta } = figures;
    const names = meta.CloudWatchMetrics.flatMap(({ Metrics }) => Metrics.map(({ Name }) => Name));
    return names.map((metric) => ({ metric, at: meta.Timestamp, value: Number(Reflect.get(figures, metric)) }));
  } catch {
    // Something that looks like it, or a part of a line.
    return [];
  }
}

/** The embedded metric format, as far as it is read here. */
interface Figures {
  _aws: { Timestamp: number; CloudWatchMetrics: readonly { Metrics: readonly { Name: string }[] }[] };
}

const isFigures = (value: unknown): value is Figures =>
  isRecord(value) && isRecord(value['_aws']) && Array.isArray(value['_aws']['CloudWatchMetrics']);
