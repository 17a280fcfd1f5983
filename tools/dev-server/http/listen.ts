import { once } from 'node:events';
import type { Server } from 'node:net';
import { codeOf, messageOf } from '../../../lib/thrown.ts';
import { PlainError } from '../../plain-error.ts';
import { freePort } from '../../port.ts';

const LOOPBACK = '127.0.0.1';

/** Throws PlainError when the port is taken: asked before the slow part of the start. */
export async function checkPort(port: number): Promise<void> {
  try {
    await freePort(port, LOOPBACK);
  } catch (error) {
    throw portProblem(port, error);
  }
}

/**
 * Listens on the loopback interface only; port 0 takes a free one. Throws PlainError when the port
 * is taken.
 */
export async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, LOOPBACK);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw portProblem(port, error);
  }
}

function portProblem(port: number, error: unknown): PlainError {
  const problem =
    codeOf(error) === 'EADDRINUSE' ? 'is in use by another program' : `cannot be used (${messageOf(error)})`;
  return new PlainError(`port ${port} ${problem}: stop it, or choose another port with --port`, {
    cause: error,
  });
}
