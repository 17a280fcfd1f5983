import type { CryptoKey } from 'jose';
import { HOUR, MINUTE } from '../../duration.ts';

/** The keys with which an issuer signs. */
export interface SigningKeys {
  /**
   * Undefined where the issuer has no key of that id. Throws JwksUnavailableError where that cannot
   * be known.
   */
  get(kid: string): Promise<CryptoKey | undefined>;
}

/** The issuer's keys could not be had. `message` names the host and what was wrong. */
export class JwksUnavailableError extends Error {
  override readonly name = 'JwksUnavailableError';
}

/**
 * Milliseconds. Microsoft asks to look for new keys once a day, and announces them before it uses
 * them.
 */
const FRESH = 12 * HOUR;
/** After that even a key that nobody could confirm since is not used any more. */
const STALE = 48 * HOUR;
/** Anybody may send an unknown key id; it asks the issuer no more often than this. */
const AFTER_SUCCESS = MINUTE;
const AFTER_FAILURE = 10_000;

/**
 * Keeps the keys of an issuer: asked for when first needed, when they are old, and when an unknown
 * one is used, but not often. While the issuer cannot be reached the ones that are known go on
 * being used. `now` in milliseconds.
 */
export function createSigningKeys(
  fetchKeys: () => Promise<ReadonlyMap<string, CryptoKey>>,
  now: () => number = Date.now,
): SigningKeys {
  let known: ReadonlyMap<string, CryptoKey> = new Map();
  let fetchedAt = -Infinity;
  let notBefore = -Infinity;
  let failure: unknown;
  let running: Promise<void> | undefined;

  const refresh = async (): Promise<void> => {
    try {
      known = await fetchKeys();
      fetchedAt = now();
      notBefore = fetchedAt + AFTER_SUCCESS;
      failure = undefined;
    } catch (error) {
      failure = error;
      notBefore = now() + AFTER_FAILURE;
    } finally {
      running = undefined;
    }
  };
  return {
    get: async (kid) => {
      const isFresh = now() - fetchedAt < FRESH;
      if (known.has(kid) && isFresh) return known.get(kid);
      if (running || now() >= notBefore) await (running ??= refresh());
      const key = now() - fetchedAt < STALE ? known.get(kid) : undefined;
      if (key || failure === undefined) return key;
      throw failure;
    },
  };
}
