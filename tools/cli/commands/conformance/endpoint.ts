import type { Endpoint, Session } from '../../../../conformance/harness/session.ts';
import type { Need } from '../../../../conformance/harness/collect.ts';
import { messageOf } from '../../../../lib/thrown.ts';
import { PlainError } from '../../../plain-error.ts';

/** One less than the number of deletes at which guards act. */
export const MOST_USERS = 49;

/** Throws PlainError when it cannot be an endpoint. */
export function checkEndpoint(url: string, token: string): Endpoint {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new PlainError(`--url is "${url}": give the SCIM base, as in https://scim.example.com/scim/v2`);
  }
  const { search, hash, username, password } = new URL(url);
  if (search !== '' || hash !== '') throw new PlainError(`--url is "${url}": leave out what stands behind the path`);
  if (username !== '' || password !== '')
    throw new PlainError('--url holds a name or a password, which would be in the report: leave it out');
  if (token === '') throw new PlainError('there is no token: set SCIM_TOKEN, or give --token-file');
  return { url: url.replace(/\/+$/, ''), token };
}

export const isLoopback = (url: string): boolean =>
  /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);

/** What the endpoint has that a test may need. Throws PlainError when it does not answer as one. */
export async function probe({ request, base }: Session): Promise<readonly Need[]> {
  const count = async (path: string): Promise<number> => {
    const { status, headers, body } = await request('GET', `${path}?count=1`).catch((error: unknown) => {
      throw new PlainError(`${base} cannot be reached: ${messageOf(error)}`, { cause: error });
    });
    if (status === 401 || status === 403) {
      throw new PlainError(`${base} refuses the token with ${status}: give one that may read and write there`);
    }
    if (status === 404 && path === '/Users') {
      throw new PlainError(`${base}/Users is not there (404): --url is the base, what stands before /Users`);
    }
    if (status >= 300 && status < 400) {
      throw new PlainError(
        `${base} answers ${status}, to ${headers['location'] ?? 'nowhere'}: give the address behind it`,
      );
    }
    if (typeof body === 'string')
      throw new PlainError(`${base}${path} answers what is no JSON: --url is the base of a SCIM endpoint`);
    return status === 200 && typeof body?.totalResults === 'number' ? body.totalResults : NaN;
  };
  const counts = [await count('/Users'), await count('/Groups')];
  return counts.every((total) => total === 0) ? ['empty directory'] : [];
}
