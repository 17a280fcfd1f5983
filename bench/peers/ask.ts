import { isRecord } from '../../tools/json.ts';

/** An answer as a probe looks at it: a body that is no JSON object is an empty one. */
export interface Answer {
  readonly status: number;
  /** By their names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What stands for an answer that never came. */
export const NO_ANSWER: Answer = { status: 0, headers: {}, body: {} };

/** Sends to a path below a SCIM base. */
export type Ask = (
  method: string,
  path: string,
  body?: object,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answer>;

/** No request of the bench takes longer: what does is given up, status 0. */
const TIMEOUT_MS = 180_000;

/** Asks a SCIM endpoint over HTTP, as Entra does: with a token, and SCIM's media type. */
export const askAt =
  (base: string, token: string): Ask =>
  async (method, path, body, headers = {}) => {
    const sent = {
      accept: 'application/scim+json',
      authorization: `Bearer ${token}`,
      ...(body && { 'content-type': 'application/scim+json; charset=utf-8' }),
      ...headers,
    };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    try {
      const answer = await fetch(base + path, {
        method,
        headers: sent,
        signal,
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, headers: Object.fromEntries(answer.headers), body: parsed(text) };
    } catch {
      return NO_ANSWER;
    }
  };

function parsed(text: string): Answer['body'] {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

/** What stands at a path of keys and indexes; undefined where it ends before. */
export const at = (value: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((found, key) => {
    if (Array.isArray(found)) return typeof key === 'number' ? found[key] : undefined;
    return isRecord(found) ? found[key] : undefined;
  }, value);

/** The text at a path, empty where there is none. */
export const textAt = (value: unknown, ...path: readonly (string | number)[]): string => {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : '';
};

/** The list at a path, undefined where there is none. */
export const listAt = (value: unknown, ...path: readonly (string | number)[]): readonly unknown[] | undefined => {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : undefined;
};

/** A query with its value written as Entra does. */
export const filterBy = (text: string): string => `filter=${encodeURIComponent(text)}`;
