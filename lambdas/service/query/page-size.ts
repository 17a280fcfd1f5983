import { answerBytes, MAX_ANSWER_BYTES } from '../answer-size.ts';
import type { Match } from './matches.ts';

/**
 * The first matches, as many as fit into one answer, and at least one: a page may hold fewer than were asked for (RFC 7644 §3.4.2.4), but an
 * answer that is too large would reach nobody.
 */
export function fitting(matches: readonly Match[], maxBytes = MAX_ANSWER_BYTES): readonly Match[] {
  let bytes = 0;
  const end = matches.findIndex(({ rendered }, index) => {
    bytes += answerBytes(rendered);
    return bytes > maxBytes && index > 0;
  });
  return end === -1 ? matches : matches.slice(0, end);
}
