import { createReadStream, globSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { STATIC_FILES } from './links.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** Answers what the site serves as it is, which VitePress itself does not while one writes. */
const answerStaticFiles =
  (root: string): Handler =>
  (request, response, next) => {
    const wanted = new URL(request.url ?? '', 'http://site').pathname.slice(1);
    const file = globSync(STATIC_FILES, { cwd: root }).find((each) => each === wanted);
    if (file === undefined) return next();
    response.setHeader('Content-Type', file.endsWith('.html') ? 'text/html; charset=utf-8' : 'application/json');
    createReadStream(path.join(root, file)).pipe(response);
  };

/** The same as a plugin of Vite. */
export const staticFiles = (root: string) => ({
  name: 'static-files',
  configureServer: ({ middlewares }: { middlewares: { use: (handler: Handler) => unknown } }): void =>
    void middlewares.use(answerStaticFiles(root)),
});
