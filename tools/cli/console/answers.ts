import { PAGE_HEADERS } from '../../../lambdas/http/setup/page-headers.ts';
import type { ProblemKind } from '../../../web/src/console/api/types.ts';
import type { HttpAnswer } from '../../dev-server/http/answer.ts';

/** What every answer carries: the headers of the setup page. */
const COMMON = Object.fromEntries(Object.entries(PAGE_HEADERS).map(([name, value]) => [name, [value]]));

/** An answer of the server. `type` is its media type. */
export const answer = (
  status: number,
  { body, type, cache = 'no-store' }: { body: string; type: string; cache?: string },
  headers: HttpAnswer['headers'] = {},
): HttpAnswer => ({
  status,
  headers: { ...COMMON, 'Content-Type': [type], 'Cache-Control': [cache], ...headers },
  body,
});

export const json = (status: number, content: unknown): HttpAnswer =>
  answer(status, { body: JSON.stringify(content), type: 'application/json' });

/** Why something was not done (RFC 9457), with the kind by which the page chooses its words. */
export const refuse = (
  status: number,
  detail: string,
  { kind, ...headers }: { kind?: ProblemKind; Allow?: string } = {},
): HttpAnswer =>
  answer(
    status,
    { body: JSON.stringify({ status, detail, ...(kind && { kind }) }), type: 'application/problem+json' },
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
  );
