import { createSecrets } from '../credentials/secrets.ts';
import type { JournalEntry, JournalPage, JournalRange, JournalReader } from '../ports/journal.ts';
import type { JournalItem } from '../table/items.ts';
import { erasedKey, JOURNAL, journalPartition, placesFrom, timeIn } from '../table/journal-keys.ts';
import type { Partition } from '../table/key.ts';
import { openTable, type Table, type TableOptions } from '../table/open-table.ts';
import { getItem, queryOnce } from '../table/read.ts';
import { TTL_ATTRIBUTE } from '../table/shape.ts';
import { hashesOf } from './names.ts';

/** Reads what was refused: see the port. */
export function createJournalReader(options: TableOptions): JournalReader {
  const secrets = createSecrets(options);
  const table = openTable(options);
  const hashes = async (names: readonly string[]) => hashesOf(await secrets('journal'), names);
  return {
    journal: (range) => readPage(table, JOURNAL, range),
    journalOf: async (names, range) => {
      const partitions = (await hashes(names)).map(journalPartition);
      return merged(await Promise.all(partitions.map((each) => readPage(table, each, range))), range.limit);
    },
    erasedAt: async (name, from) => {
      const [hash] = await hashes([name]);
      const item = hash === undefined ? undefined : await getItem(table, erasedKey(hash));
      return item && item.at >= from ? item.at : undefined;
    },
  };
}

async function readPage(
  table: Table,
  partition: Partition<JournalItem>,
  { from, before, limit }: JournalRange,
): Promise<JournalPage> {
  // The place before this page is read with it, and left out.
  const range = { sort: placesFrom(from, before), backward: true, limit: limit + 1, consistent: false };
  const { items, next } = await queryOnce(table, partition, range);
  const behind = items.filter(({ sk }) => sk !== before);
  return { entries: behind.slice(0, limit).map(toEntry), more: behind.length > limit || next !== undefined };
}

function toEntry(item: JournalItem): JournalEntry {
  const { pk: _, sk: place, [TTL_ATTRIBUTE]: __, ...content } = item;
  if (content.leftOut !== undefined) return { place, at: timeIn(place), leftOut: content.leftOut };
  const { hashes: ___, leftOut: ____, ...refusal } = content;
  return { place, refusal };
}

/** One refusal is found by several names. Behind the end of a page that has others nothing is known. */
function merged(pages: readonly JournalPage[], limit: number): JournalPage {
  const ends = pages.flatMap(({ entries, more }) => (more ? [entries.at(-1)?.place ?? ''] : []));
  const known = ends.toSorted().at(-1) ?? '';
  const all = new Map(pages.flatMap(({ entries }) => entries.map((entry) => [entry.place, entry])));
  const entries = [...all.values()]
    .filter(({ place }) => place >= known)
    .toSorted((a, b) => (a.place < b.place ? 1 : -1));
  return { entries: entries.slice(0, limit), more: ends.length > 0 || entries.length > limit };
}
