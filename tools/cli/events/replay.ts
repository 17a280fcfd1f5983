import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { StoredResource } from '../../../lambdas/life/stored-resource.ts';
import { createStore } from '../../../lambdas/handlers/composition/store.ts';
import type { Store } from '../../../lambdas/handlers/composition/store.ts';
import { PlainError } from '../../plain-error.ts';
import type { EventsTarget } from '../target/events-target.ts';
import { tellAgain } from '../target/functions.ts';

const PAGE_SIZE = 100;
/** Lambda takes 6 MB per event. */
const MAX_BYTES = 4 * 1024 * 1024;

/**
 * Has the changes function tell every resource that was changed at `since` or later. Throws
 * PlainError when the bus did not take all.
 */
export async function replay(target: EventsTarget, since: string): Promise<{ sent: number }> {
  const store = createStore({ client: DynamoDBDocumentClient.from(target.dynamodb), tableName: target.tableName });
  const { types } = await tellAgain(target, { replay: [] });
  let sent = 0;
  for await (const page of pages(store, types)) {
    for (const part of parts(page.filter(({ lastModified }) => lastModified >= since))) {
      const answer = await tellAgain(target, { replay: part });
      sent += answer.sent;
      if (answer.failed) {
        throw new PlainError(`the bus stopped taking events after ${sent}: see the function's log, and run it again`);
      }
    }
  }
  return { sent };
}

/**
 * What SCIM shows, and what was deleted and is kept. Of what was erased, nobody knows more than its
 * id.
 */
async function* pages(store: Store, types: readonly string[]): AsyncGenerator<StoredResource[]> {
  for (const type of types) {
    let after: string | undefined;
    do {
      const { ids, next } = await store.listIds(type, { limit: PAGE_SIZE, after });
      yield store.getMany(type, ids, { consistent: true });
      after = next;
    } while (after !== undefined);
  }
  for (const partition of ['DELETED', 'HELD'] as const) {
    let after: string | undefined;
    do {
      const { found, next } = await store.listSoftDeleted(partition, {
        limit: PAGE_SIZE,
        ...(after !== undefined && { after }),
      });
      const deleted = found.filter(({ deletedAt }) => deletedAt !== undefined);
      for (const type of types) {
        const ids = deleted.filter((each) => each.type === type).map(({ id }) => id);
        if (ids.length > 0) yield store.getMany(type, ids, { consistent: true });
      }
      after = next;
    } while (after !== undefined);
  }
}

function parts(resources: readonly StoredResource[]): StoredResource[][] {
  const all: StoredResource[][] = [];
  let bytes = Infinity;
  for (const resource of resources) {
    const size = Buffer.byteLength(JSON.stringify(resource));
    if (bytes + size > MAX_BYTES) {
      all.push([]);
      bytes = 0;
    }
    bytes += size;
    all.at(-1)?.push(resource);
  }
  return all;
}
