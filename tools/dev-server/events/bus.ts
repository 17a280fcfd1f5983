import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { isRecord } from '../../json.ts';
import { ACCOUNT, REGION } from '../template/aws-account.ts';

/**
 * Answers PutEvents of EventBridge: every event becomes a JSON line of the file, as a target of the
 * bus would get it.
 */
export function putEvents(file: string, { Entries: entries }: Readonly<Record<string, unknown>>): object {
  const events = (Array.isArray(entries) ? entries : []).filter(isRecord).map((entry) => ({
    version: '0',
    id: randomUUID(),
    'detail-type': entry['DetailType'],
    source: entry['Source'],
    account: ACCOUNT,
    time: new Date(entry['Time'] === undefined ? Date.now() : Number(entry['Time']) * 1000).toISOString(),
    region: REGION,
    detail: parse(entry['Detail']),
  }));
  appendFileSync(file, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  return { FailedEntryCount: 0, Entries: events.map(({ id }) => ({ EventId: id })) };
}

const parse = (text: unknown): unknown => JSON.parse(String(text));
