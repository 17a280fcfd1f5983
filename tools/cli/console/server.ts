import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { FILE_TYPES } from '../../../lambdas/http/paths.ts';
import type { WebFile } from '../../../lib/web-files.ts';
import type { HttpAnswer } from '../../dev-server/http/answer.ts';
import { closeServer, createHttpServer } from '../../dev-server/http/http-server.ts';
import { listen } from '../../dev-server/http/listen.ts';
import { portOf } from '../../port.ts';
import { answer, refuse } from './answers.ts';
import { answerApi } from './api.ts';
import { isForUs, openDoor } from './door.ts';
import type { Tenants } from './tenants.ts';

interface ConsoleOptions {
  readonly tenants: Tenants;
  /** The web app. */
  readonly files: readonly WebFile[];
  /** 0: any that is free. */
  readonly port: number;
}

/** A console that runs. */
export interface Console {
  /** Where to open it, with the key of this start behind the #. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const INDEX = 'console.html';

/**
 * Serves the console on 127.0.0.1, to whoever has the address with the key. Throws PlainError when
 * the port is taken.
 */
export async function startConsole({ tenants, files, port }: ConsoleOptions): Promise<Console> {
  const door = openDoor();
  const byPath = new Map(files.map((file) => [`/${file.path === INDEX ? '' : file.path}`, file]));
  const server = createHttpServer(async (request) => {
    if (!isForUs(request.headers, request.socket.localPort))
      return refuse(421, 'the console answers to 127.0.0.1 and localhost with its port only');
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (!pathname.startsWith('/api/')) return answerFile(byPath.get(pathname), request);
    const refusal = door.refusal(request.headers);
    return refusal ? refuse(refusal.status, refusal.detail) : answerApi(tenants, request, pathname);
  });
  await listen(server, port);
  return { url: `http://127.0.0.1:${portOf(server)}/#${door.key}`, stop: () => closeServer(server) };
}

function answerFile(file: WebFile | undefined, { method }: IncomingMessage): HttpAnswer {
  if (method !== 'GET' && method !== 'HEAD') return refuse(405, 'a page takes GET and HEAD', { Allow: 'GET, HEAD' });
  const type = FILE_TYPES[path.extname(file?.path ?? '').slice(1)];
  if (!file || type === undefined) return refuse(404, 'there is no such file: load the page again');
  // Names below assets/ have a hash of the content in them.
  const cache = file.path.startsWith('assets/') ? 'private, max-age=31536000, immutable' : 'no-store';
  return answer(200, { body: method === 'HEAD' ? '' : file.text, type, cache });
}
