import { importJWK } from 'jose';
import type { CryptoKey } from 'jose';
import { JwksUnavailableError } from './signing-keys.ts';

/** Microsoft's clouds. Keys from anywhere else would let anybody sign. */
const JWKS_HOSTS: readonly string[] = [
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
];

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);
/** Milliseconds: an authorizer is waited for. */
const TIMEOUT = 3000;
/** Microsoft's set has about 15 KB. */
const MAX_BYTES = 100 * 1024;
const MAX_KEYS = 100;
/** RS256 asks for 2,048 bits at least (RFC 7518 §3.3). */
const MIN_MODULUS_BITS = 2048;

/**
 * Whether keys may be fetched from there: https and one of Microsoft's hosts; plain http on this
 * machine only where that is allowed.
 */
export function isAllowedJwksUri(uri: string, allowLoopback: boolean): boolean {
  const url = URL.parse(uri);
  if (!url || url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'https:') return JWKS_HOSTS.includes(url.hostname) && url.port === '';
  return allowLoopback && url.protocol === 'http:' && LOOPBACK.has(url.hostname);
}

/**
 * Fetches a JWK set (RFC 7517 §5) and gives its RSA signing keys by their ids, within a bound of
 * time and size.
 * @throws JwksUnavailableError in every other case
 */
export async function fetchJwks(uri: string, allowLoopback = false): Promise<ReadonlyMap<string, CryptoKey>> {
  if (!isAllowedJwksUri(uri, allowLoopback)) {
    throw new JwksUnavailableError(`keys are fetched by https from ${JWKS_HOSTS.join(', ')} only, not from ${uri}`);
  }
  try {
    const response = await fetch(uri, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT) });
    if (response.status !== 200) throw new Error(`it answered ${response.status}`);
    return await readKeys(JSON.parse(await readText(response)));
  } catch (error) {
    throw new JwksUnavailableError(`the keys of ${new URL(uri).host} cannot be had: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

function messageOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'its answer is not JSON';
  return error instanceof Error ? error.message : 'nobody knows why';
}

async function readText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const received: AsyncIterable<Uint8Array> | Iterable<Uint8Array> = body ?? [];
  for await (const chunk of received) {
    bytes += chunk.length;
    // Leaving the loop ends the connection.
    if (bytes > MAX_BYTES) throw new Error(`its answer has more than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function readKeys(set: unknown): Promise<ReadonlyMap<string, CryptoKey>> {
  const listed: unknown = isRecord(set) ? set['keys'] : undefined;
  if (!Array.isArray(listed)) throw new Error('its answer is not a JWK set');
  const keys = new Map<string, CryptoKey>();
  for (const jwk of listed.slice(0, MAX_KEYS).filter(isRecord)) {
    const { kid, kty, use = 'sig' } = jwk;
    const key = kty === 'RSA' && use === 'sig' ? await importKey(jwk) : undefined;
    if (typeof kid === 'string' && key) keys.set(kid, key);
  }
  // An issuer has one at least; what says otherwise is no reason to forget the keys that are known.
  if (keys.size === 0) throw new Error('its answer holds no key to check signatures with');
  return keys;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Undefined for what is no key that may be used: the others of the set are not to blame. */
async function importKey({ n, e }: Readonly<Record<string, unknown>>): Promise<CryptoKey | undefined> {
  if (typeof n !== 'string' || typeof e !== 'string') return undefined;
  try {
    // Only what makes the public key: whatever else an entry says about its use is not asked.
    const key = await importJWK({ kty: 'RSA', n, e }, 'RS256');
    return !(key instanceof Uint8Array) && isLongEnough(key) ? key : undefined;
  } catch {
    return undefined;
  }
}

/** What the algorithm of an RSA key says of it (Web Cryptography API §20). */
function isLongEnough({ algorithm }: CryptoKey): boolean {
  if (!('modulusLength' in algorithm && 'publicExponent' in algorithm)) return false;
  const { modulusLength, publicExponent } = algorithm;
  const hasExponent = ArrayBuffer.isView(publicExponent) && publicExponent.byteLength > 0;
  return typeof modulusLength === 'number' && modulusLength >= MIN_MODULUS_BITS && hasExponent;
}
