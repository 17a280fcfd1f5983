import type { Answering } from './openapi-answers.ts';
import { WHICH_GROUPS } from './openapi-groups.ts';
import type { ExportPath } from './paths.ts';
import type { Schema } from './schema-parts.ts';

const CSV_END = 'the last row of all of them says "end of 390 rows", and one without broke off';
const LINES_END = 'the last line is {"end": {"count": 390}}, and an answer without broke off';

/** The routes that answer everything; `users` says which users a list has, `page` is what makes pages. */
export function exportOperations({
  users,
  page,
}: {
  readonly users: readonly Schema[];
  readonly page: readonly Schema[];
}): Readonly<Record<ExportPath, Answering & { readonly summary: string }>> {
  const groups = WHICH_GROUPS;
  return {
    '/users.csv': {
      summary: `All users as CSV, or a page of them; ${CSV_END}`,
      parameters: [...page, ...users],
      csv: true,
    },
    '/groups.csv': {
      summary: `All groups as CSV, or a page of them; ${CSV_END}`,
      parameters: [...page, ...groups],
      csv: true,
    },
    '/members.csv': { summary: `All memberships as CSV; ${CSV_END}`, parameters: [], csv: true },
    '/users.jsonl': { summary: `All users, a line each; ${LINES_END}`, parameters: users, lines: true },
    '/groups.jsonl': { summary: `All groups, a line each; ${LINES_END}`, parameters: groups, lines: true },
    '/members.jsonl': { summary: `All memberships, a line each; ${LINES_END}`, parameters: [], lines: true },
  };
}
