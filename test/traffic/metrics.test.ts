import { everyHour, metrics } from '../../lambdas/traffic/metrics.ts';

const at = (time: string): number => Date.parse(`2026-11-27T${time}:00.000Z`);

test('figures are read by CloudWatch, over all tenants, and what is nought is left out', () => {
  expect(metrics({ Busy: 2, Other: 0 }, at('12:00'))).toEqual({
    Busy: 2,
    _aws: {
      Timestamp: at('12:00'),
      CloudWatchMetrics: [{ Namespace: 'serverless-scim', Dimensions: [[]], Metrics: [{ Name: 'Busy' }] }],
    },
  });
  expect(metrics({ Busy: 0 }, at('12:00'))).toEqual({});
});

test.each([
  ['04:59', 2],
  ['05:00', 0],
  ['05:59', 0],
  ['06:00', 2],
])('in one hour of the day all are nought, so that what lasts is told again: at %s %d', (time, value) => {
  expect(metrics({ Busy: 2 }, at(time))['Busy']).toBe(value);
});

test('what is taken from a figure of AWS is told in every hour', () => {
  expect(everyHour({ Thrown: 1 }, at('05:30'))).toEqual({
    ...metrics({ Thrown: 1 }, at('12:00')),
    _aws: expect.objectContaining({ Timestamp: at('05:30') }),
  });
});
