import type { ReadingContext } from '../../directory/context.ts';
import { EXPORTS, LONGEST_EXPORT } from '../../directory/exports/exports.ts';
import { onlyOnce } from '../../directory/parameters.ts';
import { DIRECTORY_BASE, EXPORT_PATHS, type ExportPath } from '../../directory/paths.ts';
import { DirectoryProblem } from '../../directory/problem.ts';
import { MOST_EXPORTS, type ExportSlot, type ExportSlots } from '../../store/ports/export-slots.ts';
import type { HttpAnswer } from '../answer.ts';
import { answerCsvPage, answerMethod, type DirectoryRequest } from './routes.ts';

/** How an export ended: `stopped` by whoever took it, or because nobody did. */
export interface EndOfExport {
  readonly route: string;
  readonly rows: number;
  readonly end: 'whole' | 'stopped' | 'failed';
  readonly milliseconds: number;
  /** Why it failed. */
  readonly error?: unknown;
}

/** What exports work with. */
export interface ExportContext extends ReadingContext {
  readonly slots: ExportSlots;
  readonly ended: (how: EndOfExport) => void;
}

/** Most exports take less. */
const RETRY_AFTER_SECONDS = 30;

const TYPES = { csv: 'text/csv; charset=utf-8; header=present', jsonl: 'application/jsonl' } as const;

const isExportPath = (route: string): route is ExportPath => Object.hasOwn(EXPORT_PATHS, route);

/**
 * Answers everything of a kind as a stream, or a page where one is asked for. What goes wrong before the
 * first batch is thrown here, and becomes a problem; what goes wrong later breaks the stream off.
 */
export async function answerExport(context: ExportContext, request: DirectoryRequest): Promise<HttpAnswer> {
  const { route, method } = request;
  if (!isExportPath(route)) throw new DirectoryProblem('not-found', `there is no ${route}`);
  const refused = answerMethod(method);
  if (refused) return refused;
  onlyOnce(request.values);
  const page = await answerCsvPage(context, request);
  if (page) return page;
  const { what, format } = EXPORT_PATHS[route];
  const headers = { 'Content-Type': TYPES[format] };
  const progress = { rows: 0 };
  const text = EXPORTS[what](context, request.parameters, { format, progress });
  if (method === 'HEAD') return { status: 200, headers };
  const [slot, begun] = [await takeSlot(context), performance.now()];
  const stream = inSlot(text, slot, (how) => {
    const milliseconds = Math.round(performance.now() - begun);
    context.ended({ route: DIRECTORY_BASE + route, rows: progress.rows, milliseconds, ...how });
  });
  // The first part is empty, and comes when the first batch was read.
  await stream.next();
  return { status: 200, headers, stream };
}

async function takeSlot({ slots, now }: ExportContext): Promise<ExportSlot> {
  const begun = now();
  const slot = await slots.take(begun, new Date(Date.parse(begun) + LONGEST_EXPORT).toISOString());
  if (slot) return slot;
  throw new DirectoryProblem(
    'throttled',
    `${MOST_EXPORTS} exports are under way, as many as there may be at once; try again when one of them has ended, or read page by page`,
    { 'Retry-After': String(RETRY_AFTER_SECONDS) },
  );
}

/**
 * The same behind an empty part, which comes when the first one is there. However it ends, the place is
 * given back; where that fails it is free at its end.
 */
async function* inSlot(
  text: AsyncIterable<string>,
  slot: ExportSlot,
  ended: (how: Pick<EndOfExport, 'end' | 'error'>) => void,
): AsyncGenerator<string, void> {
  let how: Pick<EndOfExport, 'end' | 'error'> = { end: 'stopped' };
  let isFirst = true;
  try {
    for await (const part of text) {
      if (isFirst) yield '';
      isFirst = false;
      yield part;
    }
    how = { end: 'whole' };
  } catch (error) {
    how = { end: 'failed', error };
    throw error;
  } finally {
    ended(how);
    await slot.giveBack().catch(() => undefined);
  }
}
