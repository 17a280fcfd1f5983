// By the looks, not by instanceof: an error of Node's own is of another realm where a test runs in
// one of its own.

/** The words of whatever was thrown: the message of an error, or the value itself. */
export const messageOf = (thrown: unknown): string => textIn(thrown, 'message') ?? String(thrown);

/** The code of an error of Node, as in `ENOENT`; undefined for anything else. */
export const codeOf = (thrown: unknown): string | undefined => textIn(thrown, 'code');

/** The stack of an error, or what was thrown as text. */
export const stackOf = (thrown: unknown): string => textIn(thrown, 'stack') ?? String(thrown);

function textIn(thrown: unknown, key: 'message' | 'code' | 'stack'): string | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  const value: unknown = Reflect.get(thrown, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
