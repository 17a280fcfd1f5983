import type { Headers } from './bearer.ts';

/** The audiences of the token that Entra makes itself when the Secret Token is left blank; the same ones for every custom application. */
const AUDIENCES: ReadonlySet<unknown> = new Set([
  '8adf8e6e-67b2-4cf2-a259-e3dc5476c621',
  '00000002-0000-0000-c000-000000000000',
]);
const JWT = /^Bearer +[\w-]+\.([\w-]+)\.[\w-]*$/i;

/** Whether a request carries the token that Entra sends when nobody has entered one. Says nothing about its being genuine. Never throws. */
export function isBlankSecretToken({ headers }: Headers): boolean {
  const value = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  const [, payload = ''] = JWT.exec(value ?? '') ?? [];
  try {
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { aud?: unknown } | null;
    return AUDIENCES.has(claims?.aud);
  } catch {
    return false;
  }
}
