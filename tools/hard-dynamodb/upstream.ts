import { Agent, request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { bytesOf } from '../bytes-of.ts';
import { parseFields, type Fields } from './fields.ts';

/** An answer as it came, or as it is to go out. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** The DynamoDB Local behind. */
export interface Upstream {
  /** Sends a request on as it is. */
  send: (headers: IncomingHttpHeaders, body: Buffer) => Promise<Answer>;
  /** A request of our own, by the identity of whoever called last. */
  ask: (operation: string, input: Fields) => Promise<{ readonly ok: boolean; readonly output: Fields }>;
  close: () => void;
}

const TARGET = 'DynamoDB_20120810.';
const IDENTITY = 'AWS4-HMAC-SHA256 Credential=local/20260101/eu-central-1/dynamodb/aws4_request, Signature=local';
const IDLE_MS = 10_000;
/** What concerns one connection only, and what would hide the body from us. */
const NOT_PASSED_ON = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'accept-encoding',
  'expect',
]);

/** The operation that a request names, as in `PutItem`; undefined where it is none of DynamoDB's. */
export function operationOf(headers: IncomingHttpHeaders): string | undefined {
  const target = headers['x-amz-target'];
  return typeof target === 'string' && target.startsWith(TARGET) ? target.slice(TARGET.length) : undefined;
}

/** Connections to a DynamoDB Local, kept alive. */
export function connectUpstream(endpoint: string): Upstream {
  // Idle for less long than the other end keeps a connection, which would break under a request.
  const agent = new Agent({ keepAlive: true, timeout: IDLE_MS });
  let identity: IncomingHttpHeaders = { authorization: IDENTITY };

  const send = (headers: IncomingHttpHeaders, body: Buffer): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const passed = Object.entries(headers).filter(([name]) => !NOT_PASSED_ON.has(name));
      const outgoing = httpRequest(
        endpoint,
        { method: 'POST', agent, headers: { ...Object.fromEntries(passed), 'content-length': body.length } },
        (response) => {
          const { statusCode: status = 502, headers } = response;
          bytesOf(response).then((body) => resolve({ status, headers, body }), reject);
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });

  return {
    send: (headers, body) => {
      const { authorization } = headers;
      if (authorization !== undefined) identity = { authorization };
      return send(headers, body);
    },
    ask: async (operation, input) => {
      const headers = {
        ...identity,
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `${TARGET}${operation}`,
      };
      const { status, body } = await send(headers, Buffer.from(JSON.stringify(input)));
      return { ok: status === 200, output: parseFields(body) };
    },
    close: () => agent.destroy(),
  };
}
