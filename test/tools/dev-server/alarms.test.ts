import { PassThrough } from 'node:stream';
import path from 'node:path';
import { ALARMS } from '../../../lib/fleet/alarms.ts';
import { alarmsOf, answerFiltersOf } from '../../../tools/dev-server/alarms/read-alarms.ts';
import { readSharedStacks, readStacks } from '../../../tools/dev-server/template/assembly.ts';
import { synthesizedProject } from '../../support/synthesized.ts';
import { createAlarms } from '../../../tools/dev-server/alarms/alarms.ts';
import { readFilterPattern } from '../../../tools/dev-server/alarms/filter-pattern.ts';
import { readingLog } from '../../../tools/dev-server/alarms/open-alarms.ts';
import { metrics } from '../../../lambdas/traffic/metrics.ts';

const NOON = Date.parse('2026-11-27T12:00:00.000Z');
const MINUTE = 60_000;
const ALARM = {
  name: 'scim-x',
  description: 'Why.',
  metric: 'X',
  statistic: 'Sum',
  threshold: 3,
  periodMs: 5 * MINUTE,
};
const line = (figures: Record<string, number>, at: number): string =>
  JSON.stringify({ message: 'm', ...metrics(figures, at) });

function watch(alarm: Partial<typeof ALARM> = {}) {
  const told: string[] = [];
  return { told, alarms: createAlarms([{ ...ALARM, ...alarm }], [], (message) => told.push(message)) };
}

test('an alarm is reported once, when the sum of its period is reached, and again after it was over', () => {
  const { told, alarms } = watch();
  for (const [value, minute] of [
    [2, 0],
    [1, 4],
    [5, 4],
    [1, 20],
    [4, 21],
  ] as const)
    alarms.readLine(line({ X: value }, NOON + minute * MINUTE));
  expect(told).toEqual([
    'alarm scim-x: X is 3, it goes off from 3 on. Why.',
    'alarm scim-x: X is 5, it goes off from 3 on. Why.',
  ]);
});

test('an alarm on a maximum adds nothing up', () => {
  const { told, alarms } = watch({ statistic: 'Maximum' });
  for (const value of [2, 2, 3]) alarms.readLine(line({ X: value }, NOON));
  expect(told).toHaveLength(1);
});

test('what is no figure is left alone', () => {
  const { told, alarms } = watch({ threshold: 1 });
  for (const text of [
    '',
    'CloudWatchMetrics',
    '{"_aws":{"CloudWatchMetrics":[1]}}',
    '{"CloudWatchMetrics"',
    line({ Y: 9 }, NOON),
  ])
    alarms.readLine(text);
  expect(told).toEqual([]);
});

test('the log is passed on as it is, and read line by line', () => {
  const [log, read]: [PassThrough, string[]] = [new PassThrough(), []];
  const reading = readingLog(log, (text) => read.push(text));
  for (const chunk of ['one\ntw', 'o\n', 'three']) reading.write(chunk);
  expect(read).toEqual(['one', 'two']);
  expect(String(log.read())).toBe('one\ntwo\nthree');
});

test('a filter pattern compares texts; any other is refused with what to do', () => {
  const matches = readFilterPattern('{ ($.status = "5*") && ($.status != "503") }');
  expect(['500', '503', '404'].map((status) => matches({ status }))).toEqual([true, false, false]);
  expect(() => readFilterPattern('{ $.size > 5 }')).toThrow('does not know the filter pattern "{ $.size > 5 }"');
});

test('what this repository synthesizes has the alarms of the table, but for those on metrics of AWS', async () => {
  const assembly = path.join(await synthesizedProject(), 'assembly');
  const ours = ALARMS.filter(({ metric }) => 'name' in metric);
  expect(
    alarmsOf(readSharedStacks(assembly)).map(({ name, threshold, periodMs }) => [name, threshold, periodMs]),
  ).toEqual(ours.map(({ id, threshold, minutes }) => [`scim-${id}`, threshold, minutes * MINUTE]));
  const counted = answerFiltersOf(readStacks(assembly, 'demo')).filter(({ matches }) => matches({ status: '503' }));
  expect(counted.map(({ metric }) => metric)).toEqual(['Busy']);
});
