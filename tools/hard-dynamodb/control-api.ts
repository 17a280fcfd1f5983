import type { IncomingHttpHeaders } from 'node:http';
import { isRecord } from '../json.ts';
import { foreignOrigin } from '../local-host.ts';
import { jsonAnswer } from './answers.ts';
import type { Controls } from './controls.ts';
import { FAULTS, type Fault } from './faults.ts';
import { fieldsOf, listOf, parseFields, type Fields } from './fields.ts';
import { DEFAULTS, type Settings } from './settings.ts';
import type { Answer } from './upstream.ts';

/** Where another process finds the controls, beside DynamoDB's own requests. */
export const CONTROL_PATH = '/hard';
/** A web page cannot send this header without being asked first, and we would say no. */
export const CONTROL_HEADER = 'x-local-hard';

export const isControlRequest = (url: string | undefined, headers: IncomingHttpHeaders): boolean =>
  url === CONTROL_PATH && headers[CONTROL_HEADER] !== undefined;

/** Why a request may not control; undefined where it comes with the key, if there is one. */
export function keyRefusal(headers: IncomingHttpHeaders, key: string | undefined): string | undefined {
  if (key !== undefined && headers[CONTROL_HEADER] !== key)
    return `the controls are for who knows the key of the running server: "key" in its server.json, as ${CONTROL_HEADER}`;
  return foreignOrigin(headers);
}

/**
 * GET tells settings and counters; POST changes what it names first: `settings` (null for no
 * limit), `clearFaults`, `faults` to be added, `indexes` to `pause` or `catchUp`, `resetCounters`. Answers
 * `refusal` where there is one.
 */
export async function answerControl(
  controls: Controls,
  method: string | undefined,
  body: Buffer,
  refusal?: string,
): Promise<Answer> {
  if (refusal !== undefined) return jsonAnswer({ message: refusal }, 403);
  if (method === 'POST') {
    const wanted = parseFields(body);
    const problem = problemOf(wanted);
    if (problem !== undefined) return jsonAnswer({ message: problem }, 400);
    await change(controls, wanted);
  }
  return jsonAnswer({ settings: controls.settings(), counters: controls.counters() });
}

async function change(controls: Controls, wanted: Fields): Promise<void> {
  const { settings, clearFaults, faults, indexes, resetCounters } = wanted;
  controls.set(readSettings(settings));
  if (clearFaults === true) controls.clearFaults();
  for (const fault of listOf(faults).filter(isFault)) controls.fault(fault);
  if (indexes === 'pause') await controls.pauseIndexes();
  if (indexes === 'catchUp') await controls.catchUpIndexes();
  if (resetCounters === true) controls.resetCounters();
}

const KNOWN = ['settings', 'clearFaults', 'faults', 'indexes', 'resetCounters'];
const INDEXES = new Set<unknown>([undefined, 'pause', 'catchUp']);

/** What is wrong with a request, and what is allowed. */
function problemOf(wanted: Fields): string | undefined {
  const stray = Object.keys(wanted).find((name) => !KNOWN.includes(name));
  if (stray !== undefined) return `"${stray}" is not known here: ${KNOWN.join(', ')} are`;
  const setting = Object.entries(fieldsOf(wanted['settings'])).find(([name, value]) => !isSetting(name, value));
  if (setting) return `the setting "${setting[0]}" must be one of ${Object.keys(DEFAULTS).join(', ')}, and of its type`;
  if (!listOf(wanted['faults']).every(isFault))
    return `a fault has a "kind" (${Object.keys(FAULTS).join(', ')}), and may have operation, key, nth, rate, times, ms`;
  return INDEXES.has(wanted['indexes']) ? undefined : '"indexes" is "pause" or "catchUp"';
}

const TYPES: Readonly<Record<string, string>> = {
  key: 'string',
  nth: 'number',
  rate: 'number',
  times: 'number',
  ms: 'number',
};

const isFault = (value: unknown): value is Fault =>
  isRecord(value) &&
  Object.hasOwn(FAULTS, String(value['kind'])) &&
  [value['operation'] ?? []].flat().every((name) => typeof name === 'string') &&
  Object.entries(TYPES).every(([name, type]) => value[name] === undefined || typeof value[name] === type);

function isSetting(name: string, value: unknown): boolean {
  const byDefault: unknown = fieldsOf(DEFAULTS)[name];
  return byDefault !== undefined && typeof (value ?? Infinity) === typeof byDefault;
}

const readSettings = (settings: unknown): Partial<Settings> =>
  Object.fromEntries(Object.entries(fieldsOf(settings)).map(([name, value]) => [name, value ?? Infinity]));
