import { randomBytes } from 'node:crypto';
import { DAY } from '../../duration.ts';
import type { FormerSecret, WebhookSecret } from '../../store/ports/webhooks.ts';
import { isoAt } from './patience.ts';

/** How Standard Webhooks writes a secret. */
const PREFIX = 'whsec_';
/** The bytes that it asks for. */
const FEWEST = 24;
const MOST = 64;
const OWN = 32;
/** Milliseconds that the secret before counts beside the new one, where nobody says otherwise. */
export const OVERLAP = DAY;

export const showSecret = (bytes: Uint8Array): string => `${PREFIX}${Buffer.from(bytes).toString('base64')}`;

/** Reads a secret as it is written; the text of what is wrong where it is none. It never says the secret. */
export function readSecret(text: string): Uint8Array | string {
  const base64 = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : text;
  const bytes = Buffer.from(base64, 'base64');
  const allowed = `${FEWEST} to ${MOST} bytes as Base64, behind ${PREFIX}`;
  if (bytes.toString('base64').replace(/=+$/, '') !== base64.replace(/=+$/, ''))
    return `the secret is not written in Base64; allowed: ${allowed}`;
  if (bytes.length >= FEWEST && bytes.length <= MOST) return bytes;
  return `the secret has ${bytes.length} bytes; allowed: ${allowed}. Left out, a good one is made`;
}

/** Signatures of a call besides that of the newest secret: each has 50 characters. */
const MOST_FORMERS = 4;

/** Those before it that count at a moment. */
export const counting = ({ formers = [] }: Pick<WebhookSecret, 'formers'>, now: number): readonly FormerSecret[] =>
  formers.filter(({ until }) => Date.parse(until) > now);

/** When the last of them ends; null for none. */
export const lastUntil = (formers: readonly FormerSecret[]): string | null =>
  formers
    .map(({ until }) => until)
    .toSorted()
    .at(-1) ?? null;

/**
 * A new secret in place of another, which counts for a while. Those before it count on, each until its own time:
 * the consumer may still have one of them. With an overlap of 0 none of them counts any more.
 */
export function rotated(
  seen: WebhookSecret | undefined,
  { bytes = randomBytes(OWN), overlap, now }: { bytes?: Uint8Array; overlap: number; now: number },
): Omit<WebhookSecret, 'turn'> {
  const madeAt = isoAt(now);
  if (!seen || overlap <= 0) return { bytes, madeAt };
  const replaced = { bytes: seen.bytes, until: isoAt(now + overlap) };
  return { bytes, madeAt, formers: [replaced, ...counting(seen, now)].slice(0, MOST_FORMERS) };
}
