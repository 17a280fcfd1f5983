import type { Readable } from 'node:stream';

/** All that comes, as it came. `node:stream/consumers` does the same by way of a Blob, at twice the price. */
export function bytesOf(stream: Readable): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      const [only] = chunks;
      resolve(only !== undefined && chunks.length === 1 ? only : Buffer.concat(chunks));
    });
    stream.on('error', reject);
    stream.on('close', () => reject(new Error('it was broken off')));
  });
}
