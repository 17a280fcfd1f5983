import { createHmac } from 'node:crypto';
import { sha256 } from '../key.ts';

/** With what a call is signed; the token comes with the temporary keys of a role. */
export interface AwsAccess {
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** What is signed of a POST. Path and query are letters, digits and `-_.~/=` only: they are not encoded. */
export interface Signable {
  readonly service: string;
  readonly host: string;
  readonly path: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const hashOf = (text: string): string => sha256(text).toString('hex');
const sign = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** The headers of a request with its signature (AWS Signature Version 4). */
export function signedHeaders(post: Signable, access: AwsAccess, now: Date): Record<string, string> {
  const { service, host, path, query = '', body } = post;
  const { region, accessKeyId, sessionToken } = access;
  const time = now.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const headers: Record<string, string> = {
    ...post.headers,
    host,
    'x-amz-date': time,
    ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
  };
  const names = Object.keys(headers).sort();
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join('');
  const request = `POST\n${path}\n${query}\n${lines}\n${names.join(';')}\n${hashOf(body)}`;
  const scope = `${time.slice(0, 8)}/${region}/${service}/aws4_request`;
  const signature = sign(keyOf(access, scope), `${ALGORITHM}\n${time}\n${scope}\n${hashOf(request)}`).toString('hex');
  const authorization = `${ALGORITHM} Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { ...headers, authorization };
}

/** The key of a day, a Region and a service, which is the same for all calls: the last one is kept. */
function keyOf(access: AwsAccess, scope: string): Buffer {
  const known = lastKeys.get(access);
  if (known?.scope === scope) return known.key;
  const key = scope.split('/').reduce<string | Buffer>(sign, `AWS4${access.secretAccessKey}`);
  const last = { scope, key: Buffer.from(key) };
  lastKeys.set(access, last);
  return last.key;
}
const lastKeys = new WeakMap<AwsAccess, { readonly scope: string; readonly key: Buffer }>();
