import { signedHeaders, type AwsAccess, type Signable } from '../../store/table/client/signature.ts';

/**
 * A POST to a service of AWS. The few calls that our functions make like this are not worth a client of the
 * SDK for each, of 300 KB (docs/adr/0034).
 */
export interface AwsPost extends Signable {
  /** Where that is, as in `http://127.0.0.1:4566`. Left out: by https, at the host. */
  readonly origin?: string | undefined;
  /** Milliseconds. Left out: as long as it takes. */
  readonly timeout?: number;
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
