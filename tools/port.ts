import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** Returns a TCP port that was free a moment ago. Given one, returns it, or throws EADDRINUSE when it is taken (on `host`). */
export function freePort(wanted = 0, host?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port: wanted, ...(host !== undefined && { host }) }, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
