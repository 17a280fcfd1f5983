import { setTimeout as delay } from 'node:timers/promises';
import type { Answer, Call, RecordedRequest, Refusal } from './exchange.ts';
import { checkAnswer } from './expectations.ts';
import { readToken, type Token } from './sign-in.ts';
import type { Json } from '../dialect/target-path.ts';

export interface ClientOptions {
  /** Tenant URL, the SCIM base; a query in it is sent along with every request. */
  url: string;
  token: Token;
  /** How a space is written in a query. */
  space?: '+' | '%20';
  /** Waits that many milliseconds; for tests. */
  sleep?: (ms: number) => Promise<unknown>;
  /** Hears that a request was answered. */
  onAnswer?: (() => void) | undefined;
}

export interface Client {
  requests: RecordedRequest[];
  refused: Refusal[];
  /** Sends, repeats after 429 and 503, records, and holds the answer against every expectation. */
  send(call: Call): Promise<{ answer: Answer; accepted: boolean }>;
  /** Adds a complaint that only the caller can know of. */
  refuse(call: Call, answer: Answer, expectation: string, reason: string): void;
  /** The absolute URL of a path below the Tenant URL. */
  urlOf(call: Pick<Call, 'template' | 'id' | 'query'>): string;
}

const MAX_ATTEMPTS = 6;
const MAX_WAIT_MS = 60_000;
const TIMEOUT_MS = 30_000;

/** The milliseconds a Retry-After header asks for (seconds or a date), 1 s without one, at most a minute. */
export function retryAfter(header: string | undefined, now: number): number {
  const seconds = Number(header);
  const wait = Number.isNaN(seconds) ? Date.parse(header ?? '') - now : seconds * 1000;
  return Math.min(MAX_WAIT_MS, Math.max(0, Number.isNaN(wait) ? 1000 : wait));
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message;
}

async function exchange(call: Call, url: string, token: Token): Promise<Answer> {
  const headers: Record<string, string> = { Accept: 'application/scim+json' };
  if (call.body !== undefined) headers['Content-Type'] = 'application/scim+json; charset=utf-8';
  const body = call.body === undefined ? {} : { body: JSON.stringify(call.body) };
  try {
    headers['Authorization'] = `Bearer ${await readToken(token)}`;
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(url, { method: call.method, headers, ...body, signal, redirect: 'manual' });
    const text = await response.text();
    const json = parse(text);
    const answer = { status: response.status, headers: Object.fromEntries(response.headers), text };
    return json === undefined ? answer : { ...answer, json };
  } catch (error) {
    return { status: 0, headers: {}, text: causeOf(error) };
  }
}

function urlBuilder({ url, space = '%20' }: ClientOptions): Client['urlOf'] {
  const [base = '', ownQuery = ''] = url.split('?');
  const encode = (text: string): string => encodeURIComponent(text).replaceAll('%20', space);
  return ({ template, id, query = {} }) => {
    const path = template.replace('{id}', encodeURIComponent(id ?? ''));
    const pairs = Object.entries(query).map(([name, value]) => `${name}=${encode(value)}`);
    const search = [...pairs, ...(ownQuery === '' ? [] : [ownQuery])].join('&');
    return `${base.replace(/\/+$/, '')}${path}${search === '' ? '' : `?${search}`}`;
  };
}

/** A SCIM client that forgets nothing: every request and every answer that Entra could not accept. */
export function createClient(options: ClientOptions): Client {
  const sleep = options.sleep ?? delay;
  const urlOf = urlBuilder(options);
  const requests: RecordedRequest[] = [];
  const refused: Refusal[] = [];

  function refuse(call: Call, answer: Answer, expectation: string, reason: string): void {
    const { kind, method, body } = call;
    const request = { method, url: urlOf(call), ...(body === undefined ? {} : { body }) };
    refused.push({ kind, expectation, reason, request, answer });
  }

  async function send(call: Call): Promise<{ answer: Answer; accepted: boolean }> {
    for (let attempt = 1; ; attempt += 1) {
      const start = performance.now();
      const answer = await exchange(call, urlOf(call), options.token);
      const retried = (answer.status === 429 || answer.status === 503) && attempt < MAX_ATTEMPTS;
      const { kind, method, template } = call;
      requests.push({ kind, method, template, status: answer.status, ms: performance.now() - start, retried });
      options.onAnswer?.();
      if (retried) {
        await sleep(retryAfter(answer.headers['retry-after'], Date.now()));
        continue;
      }
      const complaints = checkAnswer(call, answer);
      for (const { expectation, reason } of complaints) refuse(call, answer, expectation, reason);
      return { answer, accepted: complaints.length === 0 };
    }
  }

  return { requests, refused, send, refuse, urlOf };
}
