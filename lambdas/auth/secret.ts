import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const NOBODY = Buffer.alloc(32);

/** 256 random bits in 43 characters of A-Z a-z 0-9 - and _. */
export const createSecret = (): string => randomBytes(32).toString('base64url');

/** Random bytes in hex, for what names a credential and proves nothing. */
export const createId = (bytes: number): string => randomBytes(bytes).toString('hex');

/** SHA-256 in hex. Secrets have 256 random bits, so a slow hash would add nothing but latency. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Compares in constant time; without a hash to compare with it takes as long and is false. */
export function isProven(secret: string, hash: string | undefined): boolean {
  const isSame = timingSafeEqual(
    Buffer.from(hashOf(secret), 'hex'),
    hash === undefined ? NOBODY : Buffer.from(hash, 'hex'),
  );
  return isSame && hash !== undefined;
}
