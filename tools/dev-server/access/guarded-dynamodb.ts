import type { IncomingMessage } from 'node:http';
import { bytesOf } from '../../bytes-of.ts';
import { parseFields } from '../../hard-dynamodb/fields.ts';
import { connectUpstream, type Upstream } from '../../hard-dynamodb/upstream.ts';
import { portOf } from '../../port.ts';
import { jsonAnswer, type HttpAnswer } from '../http/answer.ts';
import { REGION } from '../template/aws-account.ts';
import { closeServer, createHttpServer, listen } from '../http/http-server.ts';
import type { Callers } from './callers.ts';

/**
 * Stands between the functions and DynamoDB, on a free port of the loopback interface, and refuses
 * what their roles do not allow, as AWS does. What they may is signed with `key`, which they do not
 * have. Returns where it is.
 */
export async function guardDynamoDb(
  { callers, upstream, key }: { callers: Callers; upstream: string; key: string },
  stops: (() => Promise<void> | void)[],
): Promise<string> {
  const behind = connectUpstream(upstream);
  stops.push(behind.close);
  const server = createHttpServer((request) => answer({ callers, behind, key }, request));
  await listen(server, 0);
  stops.push(() => closeServer(server));
  return `http://127.0.0.1:${portOf(server)}`;
}

async function answer({ callers, behind, key }: Guard, request: IncomingMessage): Promise<HttpAnswer> {
  const body = await bytesOf(request);
  const { authorization, 'x-amz-target': target } = request.headers;
  const problem = callers.problemOf({ authorization, target: String(target), input: parseFields(body) });
  if (problem !== undefined) return accessDenied(problem);
  const {
    status,
    headers,
    body: answered,
  } = await behind.send({ ...request.headers, authorization: signatureOf(key) }, body);
  return { status, headers: passedOn(headers), body: answered };
}

interface Guard {
  readonly callers: Callers;
  readonly behind: Upstream;
  readonly key: string;
}

/** DynamoDB Local looks at the access key only. */
const signatureOf = (key: string): string =>
  `AWS4-HMAC-SHA256 Credential=${key}/20260101/${REGION}/dynamodb/aws4_request, Signature=local`;

/** What AWS answers where a role does not allow a call. */
export const accessDenied = (message: string): HttpAnswer =>
  jsonAnswer(
    400,
    { __type: 'com.amazon.coral.service#AccessDeniedException', Message: message, message },
    { 'Content-Type': ['application/x-amz-json-1.0'] },
  );

const CONNECTION = new Set(['connection', 'transfer-encoding', 'content-length', 'keep-alive']);

const passedOn = (headers: Readonly<Record<string, string | string[] | undefined>>): HttpAnswer['headers'] =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || CONNECTION.has(name) ? [] : [[name, [value].flat()]],
    ),
  );
