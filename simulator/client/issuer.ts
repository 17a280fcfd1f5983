import { createHmac, createSign, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the simulator signs as if it were Microsoft: an issuer on this machine, with its keys behind a real HTTP server. */
export interface Issuer {
  /** Where its keys are. */
  jwksUri: string;
  /** The key ids that were asked for, so to say: one entry per request for the keys. */
  requests: string[];
  /** Answers otherwise than with its keys from now on; undefined: as it should. */
  misbehave(fault: Fault | undefined): void;
  /** Signs with another key from now on, which its set holds. */
  rollOver(): Promise<void>;
  sign(claims: Record<string, unknown>, how?: Signing): Promise<string>;
  close(): Promise<void>;
}

/** Answers a request for the keys; `keys` is what the answer should hold. */
type Fault = (response: ServerResponse, keys: readonly object[]) => void;

/** How to sign wrongly: with no algorithm, with the public key as a secret, with a key of somebody else, under another key id. */
export interface Signing {
  alg?: 'RS256' | 'RS512' | 'none' | 'HS256';
  kid?: string;
  stolenKid?: boolean;
}

interface Key {
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

function createKey(): Key {
  return { kid: randomUUID(), ...generateKeyPairSync('rsa', { modulusLength: 2048 }) };
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JWT in compact form (RFC 7515 §3.1), signed as asked, rightly or wrongly. */
function signWith({ kid: ownKid, privateKey, publicKey }: Key, claims: object, how: Signing): string {
  const { alg = 'RS256', kid = ownKid } = how;
  const text = `${encode({ alg, kid, typ: 'JWT' })}.${encode(claims)}`;
  if (alg === 'none') return `${text}.`;
  if (alg === 'HS256') {
    const pem = publicKey.export({ type: 'spki', format: 'pem' });
    return `${text}.${createHmac('sha256', pem).update(text).digest('base64url')}`;
  }
  const digest = alg === 'RS512' ? 'RSA-SHA512' : 'RSA-SHA256';
  return `${text}.${createSign(digest).update(text).sign(privateKey, 'base64url')}`;
}

/** Starts an issuer on loopback; port 0 takes a free one. */
export async function startIssuer(port = 0): Promise<Issuer> {
  let keys = [createKey()];
  const stranger = createKey();
  let fault: Fault | undefined;
  const requests: string[] = [];
  const answer = (response: ServerResponse): void => {
    const set = keys.map(({ kid, publicKey }) => ({ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig' }));
    if (fault) return fault(response, set);
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ keys: set }));
  };
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    answer(response);
  });
  await new Promise<void>((resolve, reject) => void server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const { port: taken } = server.address() as AddressInfo;
  return {
    jwksUri: `http://127.0.0.1:${taken}/keys`,
    requests,
    misbehave: (how) => {
      fault = how;
    },
    rollOver: async () => {
      keys = [createKey(), ...keys];
    },
    sign: async (claims, how = {}) => {
      const [key = stranger] = keys;
      return signWith(how.stolenKid ? { ...stranger, kid: key.kid } : key, claims, how);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
