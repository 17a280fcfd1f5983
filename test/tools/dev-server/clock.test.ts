import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { toLambdaRecord } from '../../../tools/dev-server/events/stream-record.ts';
import { createClock, installClock } from '../../../tools/dev-server/functions/clock.ts';
import { openClock } from '../../../tools/dev-server/server/open-clock.ts';

const DAY = 86_400_000;
let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'clock-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('a move is seen by whoever shares the offset', () => {
  const clock = createClock();
  const other = createClock(clock.offset);
  clock.forward(30 * DAY);
  expect(other.now() - Date.now()).toBeGreaterThan(29.9 * DAY);
});

test('dates of a thread follow its clock, and are dates', () => {
  const RealDate = globalThis.Date;
  const clock = createClock();
  try {
    installClock(clock);
    clock.forward(30 * DAY);
    expect(Date.now() - RealDate.now()).toBeGreaterThan(29.9 * DAY);
    expect(new Date().getTime() - RealDate.now()).toBeGreaterThan(29.9 * DAY);
    expect(new Date()).toBeInstanceOf(Date);
    expect(new Date('2027-01-01T00:00:00Z').toISOString()).toBe('2027-01-01T00:00:00.000Z');
    expect(Date.UTC(2027, 0)).toBe(Date.parse('2027-01-01T00:00:00Z'));
    expect(runInNewContext('date instanceof Date', { date: new Date(), Date })).toBe(true);
  } finally {
    globalThis.Date = RealDate;
  }
});

test('records of the stream have the time of the clock', () => {
  const record = { dynamodb: { ApproximateCreationDateTime: new Date(5_000) } };
  const at = (ahead?: number) => toLambdaRecord(record, 'arn', ahead).dynamodb?.ApproximateCreationDateTime;
  expect([at(), at(30 * DAY)]).toEqual([5, 5 + 30 * 86_400]);
});

test('how far it was moved is kept with the data, and it does not go back', () => {
  openClock(folder, undefined).forward(10 * DAY);
  const again = openClock(folder, undefined);
  expect(again.now() - Date.now()).toBeGreaterThan(9.9 * DAY);
  expect(() => openClock(folder, new Date().toISOString())).toThrow(/only moves forward; give a later time/);
  const later = new Date(Date.now() + 20 * DAY).toISOString();
  expect(openClock(folder, later).now()).toBeGreaterThanOrEqual(Date.parse(later));
  expect(openClock(undefined, undefined).now() - Date.now()).toBeLessThan(DAY);
});
