import { isRecord } from '../../json.ts';
import type { HttpAnswer } from '../http/answer.ts';

const KNOWN_KEYS = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']);

/** Names API Gateway keeps for itself: what a function sets goes out with a prefix. */
const REMAPPED = new Set([
  'authorization',
  'connection',
  'content-md5',
  'date',
  'host',
  'server',
  'user-agent',
  'www-authenticate',
]);
/** Names that API Gateway sets or drops. */
const DROPPED = new Set(['content-length', 'expect', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade']);

/**
 * Reads the answer of a Lambda proxy integration. Undefined is a "malformed Lambda proxy response",
 * which API Gateway answers with 502.
 */
export function readProxyResult(payload: string): HttpAnswer | undefined {
  const result: unknown = JSON.parse(payload);
  if (!isRecord(result) || Object.keys(result).some((key) => !KNOWN_KEYS.has(key))) return undefined;
  const status = Number(result['statusCode']);
  const { body = null, headers, multiValueHeaders, isBase64Encoded } = result;
  if (!Number.isInteger(status) || status < 100 || status > 599) return undefined;
  if (body !== null && typeof body !== 'string') return undefined;
  const allHeaders = readHeaders(headers, multiValueHeaders);
  if (allHeaders === undefined) return undefined;
  return { status, headers: allHeaders, body: isBase64Encoded ? Buffer.from(body ?? '', 'base64') : (body ?? '') };
}

function readHeaders(single: unknown, multiple: unknown): Record<string, string[]> | undefined {
  const headers: Record<string, string[]> = {};
  for (const [name, value] of Object.entries(single ?? {})) {
    if (isRecord(value) || Array.isArray(value)) return undefined;
    put(headers, name, [String(value)]);
  }
  for (const [name, values] of Object.entries(multiple ?? {})) {
    if (!Array.isArray(values)) return undefined;
    put(headers, name, values.map(String));
  }
  if (!Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')) {
    headers['Content-Type'] = ['application/json'];
  }
  return headers;
}

function put(headers: Record<string, string[]>, name: string, values: string[]): void {
  const lowerCase = name.toLowerCase();
  if (DROPPED.has(lowerCase)) return;
  headers[REMAPPED.has(lowerCase) ? `x-amzn-Remapped-${name}` : name] = values;
}
