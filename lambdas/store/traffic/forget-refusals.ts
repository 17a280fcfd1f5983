import { findSecret } from '../credentials/secrets.ts';
import type { JournalEraser } from '../ports/journal.ts';
import { deleteItems, putItems } from '../table/batch.ts';
import type { JournalItem } from '../table/items.ts';
import { erasedKey, JOURNAL, journalPartition, placesFrom } from '../table/journal-keys.ts';
import type { Key } from '../table/key.ts';
import type { Table } from '../table/open-table.ts';
import { queryAll } from '../table/read.ts';
import { TTL_ATTRIBUTE } from '../table/shape.ts';
import { journalEnd } from './write-journal.ts';
import { hashesOf } from './names.ts';

/** Takes somebody out of what was refused: see the port. */
export function createJournalEraser(table: Table): JournalEraser {
  let known: Uint8Array | undefined;
  return {
    forgetRefusals: async ({ id, names, at }) => {
      known ??= await findSecret(table, 'journal');
      // Without the key nobody has written anything.
      if (!known) return;
      const ownHashes = hashesOf(known, names);
      const partitions = [...new Set([...hashesOf(known, [id]), ...ownHashes])].map(journalPartition);
      const found = await Promise.all(partitions.map((each) => queryAll(table, each, { sort: placesFrom('0') })));
      await deleteItems(table, placesOf(found.flat()));
      await putItems(
        table,
        ownHashes.map((hash) => ({ ...erasedKey(hash), at, [TTL_ATTRIBUTE]: journalEnd(at) })),
      );
    },
  };
}

/** Where these stand, in the order of time and by each of their names. */
function placesOf(items: readonly JournalItem[]): Key[] {
  const keys = items.flatMap((item) => {
    const hashes = item.leftOut === undefined ? item.hashes : [];
    return [JOURNAL, ...hashes.map(journalPartition)].map(({ value: pk }) => ({ pk, sk: item.sk }));
  });
  return [...new Map(keys.map((key) => [`${key.pk} ${key.sk}`, key])).values()];
}
