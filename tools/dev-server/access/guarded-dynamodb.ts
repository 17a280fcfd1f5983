import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { parseFields } from '../../hard-dynamodb/fields.ts';
import { portOf } from '../../port.ts';
import { jsonAnswer, type TextAnswer } from '../http/answer.ts';
import { listen } from '../http/listen.ts';
import { headerIn, readRequests, withHeader, type RawRequest } from '../http/raw-requests.ts';
import { REGION } from '../template/aws-account.ts';
import type { Callers } from './callers.ts';

interface Guard {
  readonly callers: Callers;
  /** Where DynamoDB is. */
  readonly upstream: string;
  readonly key: string;
}

/**
 * Stands between the functions and DynamoDB, on a free port of the loopback interface, and refuses
 * what their roles do not allow, as AWS does. What they may is signed with `key`, which they do not
 * have. Returns where it is.
 */
export async function guardDynamoDb(guard: Guard, stops: (() => Promise<void> | void)[]): Promise<string> {
  const open = new Set<Socket>();
  const server = createServer({ noDelay: true }, (client) => {
    open.add(client);
    client.on('close', () => open.delete(client));
    serve(guard, client);
  });
  await listen(server, 0);
  stops.push(() => close(server, open));
  return `http://127.0.0.1:${portOf(server)}`;
}

async function close(server: Server, open: ReadonlySet<Socket>): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  for (const client of open) client.destroy();
  await closed;
}

/** Each connection of a function has one to DynamoDB, and ends with it. Its requests come one after the other. */
function serve({ callers, upstream, key }: Guard, client: Socket): void {
  const { hostname, port } = new URL(upstream);
  const behind = connect({ host: hostname, port: Number(port), noDelay: true });
  // Why a connection broke is for the function to tell: it sees it break.
  behind.on('error', () => client.destroy());
  client.on('error', () => undefined).on('close', () => behind.destroy());
  behind.pipe(client);
  readRequests(client, ({ head, body }: RawRequest) => {
    const target = headerIn(head, 'x-amz-target') ?? '';
    const authorization = headerIn(head, 'authorization');
    const problem = callers.problemOf({ authorization, target, input: parseFields(body) });
    if (problem !== undefined) return void client.write(asText(accessDenied(problem)));
    const signed = withHeader(head, 'authorization', signatureOf(key));
    behind.cork();
    behind.write(withHeader(signed, 'host', `${hostname}:${port}`), 'latin1');
    behind.write(body);
    behind.uncork();
  });
}

/** DynamoDB Local looks at the access key only. */
const signatureOf = (key: string): string =>
  `AWS4-HMAC-SHA256 Credential=${key}/20260101/${REGION}/dynamodb/aws4_request, Signature=local`;

/** What AWS answers where a role does not allow a call. */
export const accessDenied = (message: string): TextAnswer =>
  jsonAnswer(
    400,
    { __type: 'com.amazon.coral.service#AccessDeniedException', Message: message, message },
    { 'Content-Type': ['application/x-amz-json-1.0'] },
  );

function asText({ status, headers, body }: TextAnswer): string {
  const lines = Object.entries(headers).flatMap(([name, values]) => values.map((value) => `${name}: ${value}`));
  return [`HTTP/1.1 ${status}`, ...lines, `content-length: ${Buffer.byteLength(body)}`, '', body].join('\r\n');
}
