import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Who may come in: pages that this server has served, opened with the address that it printed. */
export interface Door {
  /** Of this start; nobody guesses it. */
  readonly key: string;
  /** Why a request for anything but a file of the page is refused; undefined where it is not. */
  readonly refusal: (headers: IncomingHttpHeaders) => Refusal | undefined;
}

interface Refusal {
  readonly status: 401 | 403;
  readonly detail: string;
}

/** A key of this start, and the rules for who comes with it. */
export function openDoor(): Door {
  const key = randomBytes(32).toString('base64url');
  return {
    key,
    refusal: (headers) => {
      const { authorization = '', host = '', origin, 'sec-fetch-site': site } = headers;
      if (origin !== undefined && origin !== `http://${host}`)
        return {
          status: 403,
          detail: `a web page of ${JSON.stringify(origin)} asks, and this is for the console only`,
        };
      if (site !== undefined && site !== 'same-origin')
        return { status: 403, detail: 'another web page asks, and this is for the console only' };
      if (isSame(authorization, `Bearer ${key}`)) return undefined;
      return { status: 401, detail: 'the key is not that of this start: open the address that the console printed' };
    },
  };
}

/**
 * Whether a request is for this server by one of its two names. A page of somebody else's can have
 * its own name lead here, and cannot change the name that its browser sends.
 */
export const isForUs = ({ host }: IncomingHttpHeaders, port: number | undefined): boolean =>
  host === `127.0.0.1:${port}` || host === `localhost:${port}`;

/** In a time that tells nothing about how much of it is right. */
const isSame = (given: string, right: string): boolean => timingSafeEqual(hashOf(given), hashOf(right));
const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();
