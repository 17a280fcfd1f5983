/** Ends the status and the headers of an answer that is streamed. */
const END_OF_HEAD = '\0'.repeat(8);

/**
 * What a function gave back to whoever invoked it, as an object. One that streams gives status and headers
 * as JSON, and its body behind that.
 * @throws SyntaxError where it is neither
 */
export function readAnswer(text: string): unknown {
  const end = text.indexOf(END_OF_HEAD);
  if (end === -1) return JSON.parse(text);
  const head: unknown = JSON.parse(text.slice(0, end));
  return typeof head === 'object' ? { ...head, body: text.slice(end + END_OF_HEAD.length) } : head;
}
