import type { StoredResource } from '../life/stored-resource.ts';
import { valuesOfChanges, type ChangedValue } from '../life/values-of-changes.ts';
import type { Json } from '../scim/json.ts';
import { fitting } from '../scim/messages/answer-size.ts';
import { flatten, mayBeShown } from '../scim/resource/flat-attributes.ts';
import type { ResourceType } from '../scim/schemas/resource-type.ts';
import type { HistoryEntry, HistoryReader } from '../store/ports/history.ts';
import type { ImageReader } from '../store/ports/images.ts';
import { userTypeIn } from '../tenant/resource-types.ts';

/** A change, and what its attributes were and became, where that was asked for. */
export interface ValuedEntry extends HistoryEntry {
  /**
   * Of each attribute in `changed`. What is not kept is left out; null is an attribute that was not
   * there. Missing for somebody who was erased.
   */
  readonly values?: Readonly<Record<string, ChangedValue>>;
}

/** Changes, the newest first; `next` is what the page behind this one is `before`. */
export interface HistoryChanges {
  readonly changes: readonly ValuedEntry[];
  readonly next?: number;
}

interface Asked {
  readonly limit: number;
  readonly before?: number | undefined;
  readonly values: boolean;
}

interface Context {
  readonly store: HistoryReader & Pick<ImageReader, 'imagesOf'>;
  readonly types: readonly ResourceType[];
}

/**
 * So many changes more are read at both ends of a page with values: a state is kept for each hour, so
 * that what a page tells does not depend on where it begins.
 */
const AROUND = 100;

/** A page of what happened to a user, shorter where an answer could not hold all. */
export async function pageOfHistory(context: Context, stored: StoredResource, asked: Asked): Promise<HistoryChanges> {
  const { changes, next } = await (asked.values && stored.erasedAt === undefined
    ? pageWithValues(context, stored, asked)
    : context.store.history(stored.type, stored.id, { limit: asked.limit, before: asked.before }));
  const sent = fitting<ValuedEntry>(changes);
  const end = sent.length < changes.length ? sent.at(-1)?.version : next;
  return { changes: sent, ...(end !== undefined && { next: end }) };
}

async function pageWithValues(
  context: Context,
  stored: StoredResource,
  { limit, before }: Asked,
): Promise<HistoryChanges> {
  const around = await context.store.history(stored.type, stored.id, {
    limit: limit + 2 * AROUND,
    before: before === undefined ? undefined : before + AROUND,
  });
  const type = userTypeIn(context.types);
  const values = valuesOfChanges(around.changes, await statesOf(context, type, stored, around.changes));
  const valued = around.changes.map((change, index) => ({ ...change, values: shownOf(type, values[index] ?? {}) }));
  const rest = valued.filter(({ version }) => before === undefined || version < before);
  const changes = rest.slice(0, limit);
  const isMore = rest.length > limit || around.next !== undefined;
  const last = changes.at(-1);
  return { changes, ...(isMore && last && { next: last.version }) };
}

/** What is kept of these changes: the state before the first one of each hour, and the one of now. */
async function statesOf(
  { store }: Context,
  type: ResourceType,
  stored: StoredResource,
  changes: readonly HistoryEntry[],
): Promise<ReadonlyMap<number, ReadonlyMap<string, Json>>> {
  const oldest = changes.at(-1);
  const images = oldest ? await store.imagesOf(stored.id, oldest.time) : [];
  const states = [...images.map(({ before }) => before), stored];
  return new Map(states.map(({ version, attributes }) => [version, flatten(type, attributes)]));
}

const shownOf = (type: ResourceType, values: Readonly<Record<string, ChangedValue>>) =>
  Object.fromEntries(Object.entries(values).filter(([name]) => mayBeShown(type, name)));
