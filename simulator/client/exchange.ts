import type { Json } from '../dialect/target-path.ts';

/** Why a request is made, in the order of a cycle. Entra never inspects: those requests check the server afterwards. */
export const REQUEST_KINDS = [
  'probe users',
  'probe groups',
  'match',
  'create',
  'read',
  'update',
  'check manager',
  'set manager',
  'delete',
  'delete group',
  'read group',
  'match group',
  'create group',
  'rename group',
  'check member',
  'remove members',
  'add members',
  'inspect group',
  'inspect members',
  'inspect user',
  'inspect gone group',
  'fixture',
] as const;

export type RequestKind = (typeof REQUEST_KINDS)[number];

export interface Call {
  kind: RequestKind;
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Path below the Tenant URL, `{id}` stands for `id`. */
  template: string;
  id?: string;
  query?: Record<string, string>;
  body?: Json;
}

export interface Answer {
  /** 0: no answer at all; `text` says why. */
  status: number;
  headers: Record<string, string>;
  text: string;
  /** The parsed body; `undefined` when there is none or it is not JSON. */
  json?: Json;
}

export interface RecordedRequest {
  kind: RequestKind;
  method: string;
  template: string;
  status: number;
  ms: number;
  /** The answer was 429 or 503 and the request was sent again. */
  retried: boolean;
}

/** An answer that Entra could not have accepted, with the request that led to it. */
export interface Refusal {
  kind: RequestKind;
  expectation: string;
  reason: string;
  request: { method: string; url: string; body?: Json };
  answer: Answer;
}

export function isWrite(request: { method: string }): boolean {
  return request.method !== 'GET';
}
