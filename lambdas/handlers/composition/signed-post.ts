import { createHash, createHmac } from 'node:crypto';

/** With what a call is signed; the token comes with the temporary keys of a role. */
export interface AwsAccess {
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** A POST to a service of AWS. Path and query are letters, digits and `-_.~/=` only: they are not encoded. */
export interface AwsPost {
  readonly service: string;
  readonly host: string;
  /** Where that is, as in `http://127.0.0.1:4566`. Left out: by https, at the host. */
  readonly origin?: string | undefined;
  readonly path: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds. Left out: as long as it takes. */
  readonly timeout?: number;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const sign = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/**
 * The headers of a request with its signature (AWS Signature Version 4). The few calls that our
 * functions make like this are not worth a client of the SDK for each, of 300 KB; its signer alone
 * comes with other packages and is none that we have asked for (docs/adr/0034).
 */
export function signedHeaders(post: AwsPost, access: AwsAccess, now: Date): Record<string, string> {
  const { service, host, path, query = '', body } = post;
  const { region, accessKeyId, secretAccessKey, sessionToken } = access;
  const time = now.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const day = time.slice(0, 8);
  const headers: Record<string, string> = {
    ...post.headers,
    host,
    'x-amz-date': time,
    ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
  };
  const names = Object.keys(headers).sort();
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join('');
  const request = ['POST', path, query, lines, names.join(';'), hashOf(body)].join('\n');
  const scope = [day, region, service, 'aws4_request'].join('/');
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(sign, `AWS4${secretAccessKey}`);
  const signature = sign(key, [ALGORITHM, time, scope, hashOf(request)].join('\n')).toString('hex');
  const authorization = `${ALGORITHM} Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { ...headers, authorization };
}

/** Sends it and answers what came back. Rejects with the status where it is no success. */
export async function signedPost(post: AwsPost, access: AwsAccess): Promise<{ headers: Headers; body: string }> {
  const { host: _host, ...headers } = signedHeaders(post, access, new Date());
  const query = post.query === undefined ? '' : `?${post.query}`;
  const response = await fetch(`${post.origin ?? `https://${post.host}`}${post.path}${query}`, {
    method: 'POST',
    headers,
    body: post.body,
    ...(post.timeout !== undefined && { signal: AbortSignal.timeout(post.timeout) }),
  });
  const body = await response.text();
  if (!response.ok) throw new Error(`${post.service} answered ${response.status}`);
  return { headers: response.headers, body };
}
