// The web app as it is deployed, with samples in place of a tenant. `npm run web` shows it to whoever changes it.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';
import { FILE_TYPES } from '../../lambdas/http/paths.ts';
import { PAGE_HEADERS } from '../../lambdas/http/setup/page-headers.ts';
import { buildWeb } from '../../lib/web-build.ts';
import type { WebFile } from '../../lib/web-files.ts';
import { portOf } from '../port.ts';
import { answerWithSamples, type Answer, type Asked } from './sample-answers.ts';

/** As a stage of API Gateway: the page is at /live/setup. */
const MOUNT = '/live';
export const SAMPLE_SECRET = `scimlink_0123456789abcdef_${'x'.repeat(43)}`;

/** Answers instead of the samples; undefined leaves it to them. `hang` never answers, `cut` ends the connection. */
export type Override = (asked: Asked) => Answer | 'hang' | 'cut' | undefined;

export interface SampleServer {
  /** The link, secret and all. */
  readonly link: string;
  /** What the API was asked, in order. */
  readonly asked: Asked[];
  /** Has something else answered from now on. */
  readonly override: (override: Override) => void;
  /** Whether a file is there, as after another version was deployed. */
  readonly hideFiles: (isHidden: (file: string) => boolean) => void;
  readonly stop: () => void;
}

/** Serves the built app with samples. `now`: milliseconds, the time the samples are of. */
export async function startSampleServer(now: () => number = Date.now, port = 0): Promise<SampleServer> {
  const files = new Map(buildWeb(path.join(import.meta.dirname, '..', '..')).map((file) => [file.path, file]));
  const asked: Asked[] = [];
  let override: Override = () => undefined;
  let isHidden: (file: string) => boolean = () => false;
  const server = createServer((request, response) => {
    void (async () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
      if (!pathname.startsWith(`${MOUNT}/setup/api/`)) {
        const file = fileOf(pathname);
        sendFile(response, isHidden(file) ? undefined : files.get(file));
        return;
      }
      const question: Asked = {
        method: request.method ?? 'GET',
        path: pathname.slice(`${MOUNT}/setup/api`.length),
        parameters: searchParams,
        authorization: request.headers.authorization,
        body: await readText(request),
      };
      asked.push(question);
      const isKnown = question.authorization === `Bearer ${SAMPLE_SECRET}`;
      const answer = isKnown ? (override(question) ?? answerWithSamples(question, now())) : { status: 401, body: {} };
      if (answer === 'cut') request.socket.destroy();
      else if (answer !== 'hang') sendAnswer(response, answer);
    })();
  });
  await listening(server, port);
  return {
    link: `http://127.0.0.1:${portOf(server)}${MOUNT}/setup#${SAMPLE_SECRET}`,
    asked,
    override: (next) => (override = next),
    hideFiles: (next) => (isHidden = next),
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const listening = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });

const fileOf = (pathname: string): string =>
  pathname === `${MOUNT}/setup` ? 'index.html' : pathname.replace(`${MOUNT}/setup/`, '');

function sendFile(response: ServerResponse, file: WebFile | undefined): void {
  if (file === undefined) {
    response.writeHead(404, PAGE_HEADERS).end();
    return;
  }
  const isPage = file.path === 'index.html';
  // What "./" is depends on where the page is: the server says it, as the function does.
  const text = isPage ? file.text.replaceAll(/(src|href)="\.\//g, `$1="${MOUNT}/setup/`) : file.text;
  response
    .writeHead(200, {
      ...PAGE_HEADERS,
      'Content-Type': FILE_TYPES[path.extname(file.path).slice(1)] ?? '',
      'Cache-Control': isPage ? 'no-cache' : 'public, max-age=31536000, immutable',
    })
    .end(text);
}

function sendAnswer(response: ServerResponse, { status, body, text }: Answer): void {
  const type = text !== undefined ? 'text/csv' : status < 400 ? 'application/json' : 'application/problem+json';
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' });
  response.end(text ?? (body === undefined ? undefined : JSON.stringify(body)));
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
  return text;
}

if (import.meta.main) {
  const { link } = await startSampleServer(Date.now, Number(process.env['PORT'] ?? 8899));
  console.log(`The setup page with samples: ${link}`);
}
