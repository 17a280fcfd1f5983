import { lookup } from 'node:dns/promises';
import { Agent as HttpAgent, request as httpRequest, type ClientRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Send, Sent } from '../../events/webhooks/attempt.ts';
import type { SignedMessage } from '../../events/webhooks/message.ts';
import { isObject } from '../../scim/json.ts';
import { isAddress, isPublicAddress, withoutBrackets } from '../../tenant/public-address.ts';

/** Milliseconds that one call has, from the look-up of the name to the head of the answer. */
const TIMEOUT = 10_000;
/** Of an answer so much is read, that the connection can be used again, and forgotten. */
const MOST_BYTES = 1024;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

export interface Address {
  readonly address: string;
  readonly family: number;
}

/** All addresses of a name. */
type Resolve = (host: string) => Promise<readonly Address[]>;

interface SendOptions {
  /** Whether a consumer may be on this machine, by plain http: for the dev server, which sets it. */
  readonly allowLoopback: boolean;
  /** Default: as the system finds them. */
  readonly resolve?: Resolve;
}

/** Calls consumers, over connections that are kept until `close`. */
export interface Sender {
  readonly send: Send;
  readonly close: () => void;
}

/** Why nothing was sent, in words that an operator may see. */
class NotSent extends Error {}

/**
 * Sends by https to public addresses only: the name is looked up here, all that it leads to is looked at, and
 * the connection goes to just these. A redirect is not followed, and nothing of an answer is kept but its status.
 */
export function createSender({ allowLoopback, resolve = resolveAll }: SendOptions): Sender {
  const resolveOnce = shared(resolve);
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };
  const send: Send = async (text, message) => {
    const signal = AbortSignal.timeout(TIMEOUT);
    try {
      const url = new URL(text);
      if (url.protocol === 'http:' && allowLoopback && LOOPBACK.has(url.hostname))
        return await post(() => httpRequest(url, { ...optionsOf(message, signal), agent: agents.http }), message);
      if (url.protocol !== 'https:') throw new NotSent('its address does not begin with https://');
      const addresses = await within(signal, publicAddresses(url.hostname, resolveOnce));
      const options = { ...optionsOf(message, signal), agent: agents.https, lookup: answering(addresses) };
      return await post(() => httpsRequest(url, options), message);
    } catch (error) {
      return { problem: signal.aborted ? `it did not answer within ${TIMEOUT / 1000} seconds` : reasonOf(error) };
    }
  };
  return { send, close: () => Object.values(agents).forEach((agent) => agent.destroy()) };
}

const resolveAll: Resolve = (host) => lookup(host, { all: true });

/**
 * The same, one look-up of a name at a time, for all who ask meanwhile. The system has four threads for look-ups: ten
 * calls of one consumer whose name hangs would keep those of all others waiting.
 */
function shared(resolve: Resolve): Resolve {
  const underWay = new Map<string, Promise<readonly Address[]>>();
  return (host) => {
    const begun = underWay.get(host) ?? resolve(host).finally(() => underWay.delete(host));
    underWay.set(host, begun);
    return begun;
  };
}

const optionsOf = ({ headers, body }: SignedMessage, signal: AbortSignal) => ({
  method: 'POST',
  headers: { ...headers, 'content-length': Buffer.byteLength(body) },
  signal,
});

async function publicAddresses(hostname: string, resolve: Resolve): Promise<readonly Address[]> {
  const host = withoutBrackets(hostname);
  const found = isAddress(host) ? [{ address: host, family: host.includes(':') ? 6 : 4 }] : await resolve(host);
  const other = found.find(({ address }) => !isPublicAddress(address));
  if (other) throw new NotSent(`its name leads to ${other.address}, which is no public address`);
  if (found.length === 0) throw new NotSent('its name leads nowhere');
  return found;
}

/** Has a connection go to the addresses that were looked at, and no others. */
function answering(addresses: readonly Address[]): LookupFunction {
  return (_host, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
}

/** Sends it, once more where a connection that was kept had been ended by the other side. */
async function post(open: () => ClientRequest, message: SignedMessage): Promise<Sent> {
  const request = open();
  try {
    return await answerOf(request, message);
  } catch (error) {
    if (!request.reusedSocket || codeOf(error) !== 'ECONNRESET') throw error;
    return answerOf(open(), message);
  }
}

function answerOf(request: ClientRequest, { body }: SignedMessage): Promise<Sent> {
  return new Promise((resolve, reject) => {
    request.on('error', reject);
    // Behind an answer that changes the protocol (101) there is neither an answer nor an error, and no time-out.
    request.on('close', () => reject(new NotSent('the connection ended without an answer')));
    request.on('response', (response) => {
      let bytes = 0;
      response.on('error', () => undefined);
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MOST_BYTES) response.destroy();
      });
      const { statusCode: status = 0, headers } = response;
      const retryAfter = headers['retry-after'];
      resolve({ status, ...(retryAfter !== undefined && { retryAfter }) });
    });
    request.end(body);
  });
}

/** A look-up cannot be ended: nobody waits for it any more. */
async function within<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  const end = (): void => reject(new NotSent('too late'));
  signal.addEventListener('abort', end, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', end);
  }
}

const codeOf = (error: unknown): unknown => (isObject(error) ? error['code'] : undefined);

/** Messages of Node may quote what was sent; its codes do not. */
function reasonOf(error: unknown): string {
  if (error instanceof NotSent) return error.message;
  const code = codeOf(error);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `its name cannot be looked up (${code})`;
  return `the connection failed (${typeof code === 'string' ? code : 'no reason'})`;
}
