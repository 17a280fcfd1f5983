import { jsonSize, type Json } from '../json.ts';

/**
 * A function's answer may be 6 MB (6,291,456 bytes), measured as Lambda sends it: an object whose
 * body is a string of JSON, in which every quotation mark, backslash and control character of the
 * body is escaped once more. This is for what the body is made of; 290 KB are left for what
 * surrounds it: headers (a request has 10 KB of them at most, and a Link repeats its parameters),
 * two cursors, the messages of the list.
 */
export const MAX_ANSWER_BYTES = 6_000_000;

/** How many bytes more an ASCII character takes in a string of JSON. */
const ESCAPE_BYTES = Uint8Array.from(
  { length: 128 },
  (_, code) => JSON.stringify(String.fromCharCode(code)).length - 3,
);

/**
 * How many bytes a JSON text takes as the body of an answer, or as a part of it: counted, because
 * to make that body only for its length takes as long as all the rest of a large answer.
 */
export function sentBytes(json: string): number {
  let bytes = Buffer.byteLength(json);
  for (let at = 0; at < json.length; at += 1) bytes += ESCAPE_BYTES[json.charCodeAt(at)] ?? 0;
  return bytes;
}

/** A text in which nothing is escaped, and each character is a byte. */
const PLAIN = /^[ !#-[\]-~]*$/;
/** The quotation marks around a text, each with its backslash. */
const MARKS = 4;

/**
 * How many bytes a value takes in the body of an answer: `sentBytes` of its JSON, which is not made for
 * that. A list of 20,000 members takes a third of the time.
 */
export const answerBytes = (value: Json): number => jsonSize(value, textBytes);

const textBytes = (text: string): number => (PLAIN.test(text) ? text.length + MARKS : sentBytes(JSON.stringify(text)));

/**
 * The first parts, as many as fit into one answer as JSON, and at least one: a page may hold fewer
 * than were asked for, but an answer that is too large would reach nobody, and an empty one would
 * lead nowhere.
 */
export function fitting<Part>(
  parts: readonly Part[],
  shown: (part: Part) => unknown = (part) => part,
): readonly Part[] {
  let bytes = 0;
  const end = parts.findIndex((part, index) => {
    bytes += sentBytes(JSON.stringify(shown(part))) + 1;
    return bytes > MAX_ANSWER_BYTES && index > 0;
  });
  return end === -1 ? parts : parts.slice(0, end);
}
