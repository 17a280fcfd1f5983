import { show } from '../scim/errors.ts';
import type { DirectoryContext } from './context.ts';
import { openCursor, sealCursor } from './cursor.ts';
import { pageOfHistory, type ValuedEntry } from './history-values.ts';
import { invalid, onlyKnown, readBoolean, readLimit, type Parameters } from './parameters.ts';
import { DirectoryProblem } from './problem.ts';
import { readStoredUser } from './stored-user.ts';

export interface HistoryAnswer {
  readonly changes: readonly ValuedEntry[];
  /** The cursor of the next page; not there on the last one. */
  readonly next?: string;
}

const NO_VALUES =
  'false: former values are told only where the tenant file has "events": { "values": true }, for they are personal data';

/**
 * What happened to a user, the newest first, also to one that was erased
 * (`GET /users/{id}/history`). Former values only where the tenant tells values in its events, too.
 * Throws `not-found`, `invalid-parameter`, `invalid-cursor`, `expired-cursor`.
 */
export async function readHistory(
  context: Pick<DirectoryContext, 'store' | 'types' | 'tellsValues' | 'cursors' | 'now'>,
  id: string,
  parameters: Parameters,
): Promise<HistoryAnswer> {
  onlyKnown(parameters, ['limit', 'cursor', 'values']);
  const { limit: text, cursor } = parameters;
  const limit = readLimit(text);
  const values = readBoolean('values', parameters['values']);
  if (values && !context.tellsValues) throw invalid('values', 'true', NO_VALUES);
  const stored = await readStoredUser(context, id);
  if (stored === undefined)
    throw new DirectoryProblem(
      'not-found',
      `there is no user with the id ${show(id)}; ids are those of GET /directory/v1/users`,
    );
  const boundTo = `directory/history ${id}${values ? ' values' : ''}`;
  const before = cursor ? await openCursor<number>(context, boundTo, cursor) : undefined;
  const { changes, next } = await pageOfHistory(context, stored, { limit, before, values });
  return { changes, ...(next !== undefined && { next: await sealCursor(context, boundTo, next) }) };
}
