import type { FunctionDefinition } from '../template/functions.ts';

/** What an execution environment starts with. */
export interface WorkerData {
  definition: FunctionDefinition;
  /** Of the server's clock. */
  clockOffset: SharedArrayBuffer;
}

/** An event for the function: its payload as JSON, as Lambda hands it over. */
export interface Invocation {
  payload: string;
  requestId: string;
  timeoutMs: number;
}

/** An error as Lambda reports it to the one who invoked. */
export interface FunctionError {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}

/** What an execution environment hears: an event, and whether a part that it has streamed was taken. */
export type ToEnvironment = ({ kind: 'event' } & Invocation) | { kind: 'taken' } | { kind: 'unwanted' };

/** What it says: it is loaded, here is a part of a stream, an invocation is done, an invocation threw. */
export type FromEnvironment =
  | { kind: 'ready' }
  | { kind: 'part'; part: Uint8Array }
  | { kind: 'result'; payload: string }
  | { kind: 'failure'; error: FunctionError };

/** How an invocation ended. */
export type Outcome = { ok: true; payload: string } | { ok: false; error: FunctionError };
