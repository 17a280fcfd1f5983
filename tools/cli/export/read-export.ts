import type { Exported } from '../../../lambdas/directory/paths.ts';
import { messageOf } from '../../../lib/thrown.ts';
import { isRecord } from '../../json.ts';
import { PlainError } from '../../plain-error.ts';

/** A line of an export, whatever it is of. */
export type Line = Readonly<Record<string, unknown>>;

/**
 * Every line of an export. Throws PlainError where it is refused, and where it is not whole: who takes the
 * lines knows that only when there are no more.
 */
export async function* readExport(what: Exported, url: string, token: string): AsyncGenerator<Line, void> {
  const headers = { Authorization: `Bearer ${token}` };
  const answer = await fetch(url, { headers }).catch((error: unknown) => {
    throw new PlainError(`${url} cannot be reached: ${messageOf(error)}`, { cause: error });
  });
  if (!answer.ok || answer.body === null) throw await refusalOf(answer);
  let count = 0;
  try {
    for await (const line of linesOf(answer.body)) {
      const value: unknown = JSON.parse(line);
      if (!isRecord(value)) break;
      const { end } = value;
      if (isRecord(end)) {
        if (end['count'] !== count) break;
        return;
      }
      count += 1;
      yield value;
    }
  } catch (error) {
    throw brokenOff(what, count, error);
  }
  throw brokenOff(what, count);
}

const brokenOff = (what: Exported, count: number, cause?: unknown): PlainError =>
  new PlainError(
    `the export broke off after ${count} ${what}, and nothing was written; try again, and if it stays, look for "export" in the log: scim logs`,
    { cause },
  );

/** What a line break ends; JSON has none within. */
async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string, void> {
  let begun = '';
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const lines = (begun + text).split('\n');
    begun = lines.pop() ?? '';
    yield* lines;
  }
  if (begun !== '') yield begun;
}

async function refusalOf(answer: Response): Promise<PlainError> {
  const body: unknown = await answer.json().catch(() => undefined);
  const detail = isRecord(body) && typeof body['detail'] === 'string' ? body['detail'] : 'no reason was given';
  const later = answer.headers.get('retry-after');
  return new PlainError(
    `the export was refused with ${answer.status}: ${detail}${later === null ? '' : ` (in ${later} seconds)`}`,
  );
}
