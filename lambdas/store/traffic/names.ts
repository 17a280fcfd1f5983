import { createHmac } from 'node:crypto';
import { fold } from '../../scim/fold.ts';

/** Of 256 bits so many tell all names of a tenant apart, and keep the items small. */
const BYTES = 16;

/**
 * What a name is found by, without being readable: a keyed hash of its fold, of which each stands once.
 * Whose name it is, that of a user or an address, makes no difference.
 */
export function hashesOf(key: Uint8Array, names: readonly string[]): string[] {
  const folded = new Set(names.map(fold).filter((name) => name !== ''));
  return [...folded].map((name) =>
    createHmac('sha256', key).update(name).digest().subarray(0, BYTES).toString('base64url'),
  );
}
