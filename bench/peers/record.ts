import { Agent, createServer, request } from 'node:http';
import { portOf } from '../../tools/port.ts';

/** A call to DynamoDB: `GetItem` and the like, and what went over the wire. */
interface Call {
  readonly operation: string;
  readonly input: unknown;
}

/** What a contender did for a step: its calls, and what it answered. */
export interface Recorded {
  readonly calls: readonly Call[];
  readonly status: number;
  readonly body: string;
}

/** A DynamoDB whose calls are seen. */
export interface Recorder {
  readonly endpoint: string;
  /** The calls since it was asked last. */
  readonly take: () => Call[];
  readonly stop: () => void;
}

/** Starts an HTTP proxy in front of a DynamoDB that keeps what it is asked for. */
export async function startRecorder(upstream: string): Promise<Recorder> {
  const { hostname, port } = new URL(upstream);
  const agent = new Agent({ keepAlive: true });
  let calls: Call[] = [];
  const server = createServer((asked, answer) => {
    const chunks: Buffer[] = [];
    asked.on('data', (chunk: Buffer) => chunks.push(chunk));
    asked.on('end', () => {
      const body = Buffer.concat(chunks);
      const operation = String(asked.headers['x-amz-target']).split('.')[1] ?? '';
      const input: unknown = JSON.parse(body.toString('utf8'));
      calls.push({ operation, input });
      const { method, url: path, headers } = asked;
      const onward = request({ hostname, port, method, path, headers, agent }, (answered) => {
        answer.writeHead(answered.statusCode ?? 502, answered.headers);
        answered.pipe(answer);
      });
      onward.on('error', () => answer.writeHead(502).end());
      onward.end(body);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${portOf(server)}`,
    take: () => {
      const taken = calls;
      calls = [];
      return taken;
    },
    stop: () => {
      server.close();
      server.closeAllConnections();
      agent.destroy();
    },
  };
}
