import { createServer } from 'node:net';
import type { Server } from 'node:net';

/**
 * Returns a TCP port that was free a moment ago. Given one, returns it, or throws EADDRINUSE when
 * it is taken (on `host`).
 */
export function freePort(wanted = 0, host?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port: wanted, ...(host !== undefined && { host }) }, () => {
      const port = portOf(server);
      server.close(() => resolve(port));
    });
  });
}

/** The port of a server that listens on TCP. Throws for one that does not. */
export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen on a port');
  return address.port;
}
