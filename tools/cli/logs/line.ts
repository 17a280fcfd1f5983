import { isRecord } from '../../json.ts';

/** A line of a log. */
export interface LogLine {
  /** Names it, among all lines that are read. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Who wrote it: the name of a function, or `gateway` for API Gateway's access log. */
  readonly source: string;
  readonly text: string;
}

/** The fields of a line of JSON; none of any other. */
export function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  if (!text.startsWith('{')) return {};
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

/** Where a line has an id that others of the same request have, too. */
const ID_FIELDS = ['requestId', 'lambdaRequestId', 'functionRequestId', 'authorizerRequestId'];
const UUID = /^[\w-]{8,64}$/;

/** The ids of requests in a line, in API Gateway's and in Lambda's numbering. */
export function requestIdsOf({ text }: LogLine): string[] {
  const fields = fieldsOf(text);
  const named = ID_FIELDS.map((name) => fields[name]);
  const platform = /\bRequestId: (\S+)/.exec(text)?.[1];
  return [...named, platform].filter((id) => typeof id === 'string').filter((id) => UUID.test(id));
}

/** What Lambda writes itself where a function ended without a word. */
const ENDED_BADLY = /Task timed out|Runtime exited|Runtime\.\w*Error|Process exited|Unhandled/;

/** Whether a line tells of something that went wrong here; what a client did wrong is no error. */
export function isError({ text }: LogLine): boolean {
  const { level, status } = fieldsOf(text);
  return level === 'ERROR' || level === 'CRITICAL' || /^5\d\d$/.test(String(status)) || ENDED_BADLY.test(text);
}

/** What every line has anyway, or is of no use to people. */
const LEFT_OUT = new Set(['timestamp', 'time', 'level', 'message', 'service', 'xray_trace_id', 'sampling_rate']);

/** A line for people: when, who, what, and the rest by its name. */
export function formatLine(line: LogLine): string {
  const fields = fieldsOf(line.text);
  const begin = `${new Date(line.at).toISOString()} ${line.source.padEnd(10)}`;
  if (Object.keys(fields).length === 0) return `${begin} ${line.text.trimEnd()}`;
  const { level = '', message = '' } = fields;
  const rest = Object.entries(fields)
    .filter(([name, value]) => !LEFT_OUT.has(name) && value !== undefined)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return [begin, level, message, ...rest].filter((part) => part !== '').join(' ');
}
