import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { isRecord, parseAs } from '../../tools/json.ts';
import { STEPS } from '../peers/lifecycle.ts';
import { newSubjects } from '../peers/play.ts';

/** Where a tenant is, and what opens it. */
export interface Target {
  readonly url: string;
  readonly token: string;
}

/** The body of an answer; what sends must cost little, since it is on the same machine. */
async function ask({ url, token }: Target, agent: Agent, method: string, path: string, body?: object) {
  const sent = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    accept: 'application/scim+json',
    authorization: `Bearer ${token}`,
    ...(sent !== undefined && { 'content-type': 'application/scim+json', 'content-length': Buffer.byteLength(sent) }),
  };
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: string }>();
  const outgoing = request(`${url}${path}`, { method, agent, headers }, (response) => {
    text(response).then((answered) => resolve({ status: response.statusCode ?? 0, body: answered }), reject);
  });
  outgoing.on('error', reject);
  outgoing.end(sent);
  const { status, body: answered } = await promise;
  if (status < 200 || status > 299) throw new Error(`${method} ${path} was answered ${status}: ${answered}`);
  return { status, headers: {}, body: answered === '' ? {} : parseAs(answered, isRecord) };
}

/**
 * Has clients play lives of people, one after the other, until so many requests were answered. Answers how many there were
 * in a second.
 */
export async function load(target: Target, clients: number, requests: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const begun = performance.now();
  let done = 0;
  const client = async (): Promise<void> => {
    while (done < requests) {
      for (const subject of newSubjects(1)) {
        for (const step of STEPS) {
          const send = () => ask(target, agent, step.method, step.path(subject), step.body?.(subject));
          // Where the machine is busy with other things DynamoDB Local may be, too: Entra would try again.
          const answer = await send().catch(send);
          step.keep?.(subject, answer);
          done += 1;
        }
      }
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  agent.destroy();
  return (done * 1_000) / (performance.now() - begun);
}
