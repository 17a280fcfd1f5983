import type { Match } from './matches.ts';

/** A function's answer may be 6 MB; this leaves room for what surrounds the resources. */
export const MAX_PAGE_BYTES = 5_000_000;

/**
 * The first matches, as many as fit into one answer, and at least one: a page may hold fewer than were asked for (RFC 7644 §3.4.2.4), but an
 * answer that is too large would reach nobody.
 */
export function fitting(matches: readonly Match[], maxBytes = MAX_PAGE_BYTES): readonly Match[] {
  let bytes = 0;
  const end = matches.findIndex(({ rendered }, index) => {
    bytes += Buffer.byteLength(JSON.stringify(rendered));
    return bytes > maxBytes && index > 0;
  });
  return end === -1 ? matches : matches.slice(0, end);
}
