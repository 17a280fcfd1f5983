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
  if (token === '') throw new PlainError('there is no token: give --token, or set SCIM_TOKEN');
  return { url: url.replace(/\/+$/, ''), token };
}

export const isLoopback = (url: string): boolean =>
  /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);

/** What the endpoint has that a test may need. Throws PlainError when it does not answer as one. */
export async function probe({ request, base }: Session): Promise<readonly Need[]> {
  const count = async (path: string): Promise<number> => {
    const { status, body } = await request('GET', `${path}?count=1`).catch((error: unknown) => {
      throw new PlainError(`${base} cannot be reached: ${messageOf(error)}`, { cause: error });
    });
    if (status === 401 || status === 403) {
      throw new PlainError(`${base} refuses the token with ${status}: give one that may read and write there`);
    }
    if (status === 404 && path === '/Users') {
      throw new PlainError(`${base}/Users is not there (404): --url is the base, what stands before /Users`);
    }
    return status === 200 && typeof body?.totalResults === 'number' ? body.totalResults : NaN;
  };
  const counts = [await count('/Users'), await count('/Groups')];
  return counts.every((total) => total === 0) ? ['empty directory'] : [];
}
