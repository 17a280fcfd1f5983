import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { HttpAnswer } from '../http/answer.ts';

/**
 * Compresses an answer as API Gateway does: from a number of bytes on, for a client that accepts
 * gzip. What is streamed stays as it is.
 */
export function compress(
  answer: HttpAnswer,
  acceptEncoding: string | undefined,
  minimumBytes: number | undefined,
): HttpAnswer {
  if (answer.body instanceof Readable) return answer;
  if (minimumBytes === undefined || Buffer.byteLength(answer.body) < minimumBytes) return answer;
  if (!/(?:^|[\s,])gzip(?!\s*;\s*q=0(?:\.0*)?(?:$|[\s,]))/i.test(acceptEncoding ?? '')) return answer;
  return { ...answer, headers: { ...answer.headers, 'Content-Encoding': ['gzip'] }, body: gzipSync(answer.body) };
}
