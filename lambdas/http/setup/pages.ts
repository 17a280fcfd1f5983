import type { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { HttpAnswer } from '../answer.ts';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { logRequest } from '../log.ts';
import { FILE_TYPES, SETUP_BASE } from '../paths.ts';
import { PAGE_HEADERS } from './page-headers.ts';

/** The files of the web app, by their names below its folder. */
export interface WebFiles {
  get(name: string): string | undefined;
}

const INDEX = 'index.html';
const ALLOW = 'GET, HEAD';

/** The setup page and its files, for everybody: what it shows comes from its API. */
export const pagesEndpoint = ({ files, logger }: { files: WebFiles; logger: Logger }): Endpoint =>
  endpoint({
    logger,
    checks: [],
    answer: (event) => Promise.resolve(answerFile(files, event)),
    errors: {
      refused: () => undefined,
      busy: () => plain(503, 'try again'),
      failed: (requestId) => plain(500, `the page failed; give request id ${requestId} to the operator`),
    },
    finished: (finished) => logRequest(logger, finished, () => false, {}),
    headers: () => PAGE_HEADERS,
  });

function answerFile(files: WebFiles, event: APIGatewayProxyEvent): HttpAnswer {
  if (event.httpMethod !== 'GET' && event.httpMethod !== 'HEAD') {
    const refused = plain(405, `the setup page takes ${ALLOW}`);
    return { ...refused, headers: { ...refused.headers, Allow: ALLOW } };
  }
  const name = event.resource === SETUP_BASE ? INDEX : (event.pathParameters?.['proxy'] ?? '');
  const text = files.get(name);
  const type = FILE_TYPES[/\.(\w+)$/.exec(name)?.[1] ?? ''];
  if (text === undefined || type === undefined)
    return plain(404, 'there is no such file: an older version of the page may be open, so load it again');
  // Names below assets/ have a hash of the content in them, so that one never means something else.
  const cache = name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
  return {
    status: 200,
    headers: { 'Content-Type': type, 'Cache-Control': cache },
    body: name === INDEX ? atHome(text, event) : text,
  };
}

const plain = (status: number, body: string): HttpAnswer & { readonly headers: Readonly<Record<string, string>> } => ({
  status,
  headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  body: `${body}\n`,
});

/**
 * The page names its files from where it is. Its address has no slash at its end, so that a browser
 * would look for them beside it: their place is written out, which only the request knows.
 */
function atHome(html: string, { requestContext }: Pick<APIGatewayProxyEvent, 'requestContext'>): string {
  const home = requestContext.path.replace(/\/+$/, '');
  return /^[\w./-]+$/.test(home) ? html.replaceAll(/(?<=\s(?:src|href)=")\.\//g, `${home}/`) : html;
}
