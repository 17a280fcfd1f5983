import type { ErasedItem, JournalItem } from './items.ts';
import type { ItemKey, Key, Partition } from './key.ts';
import { PREFIXES } from './shape.ts';

/** The keys of what was refused. */

/** Every refusal, in the order of time. A hash is longer than this word. */
const IN_TIME = 'TIME';
export const JOURNAL: Partition<JournalItem> = { value: `${PREFIXES.journal}#${IN_TIME}` };
/** The same by whom it was about: a keyed hash of a name. */
export const journalPartition = (hash: string): Partition<JournalItem> => ({
  value: `${PREFIXES.journal}#${hash}`,
});

/** A request may be refused several times, in Bulk: `rest` tells these apart. */
export const placeOf = (at: string, rest: string): string => `${at}#${rest}`;
export const timeIn = (place: string): string => place.split('#', 1)[0] ?? '';

const LEFT_OUT = 'LEFTOUT';
/** What was left out of a minute stands at its beginning. */
export const leftOutKey = (moment: string): ItemKey<JournalItem> => ({
  pk: JOURNAL.value,
  sk: placeOf(`${moment.slice(0, '2027-01-01T00:00'.length)}:00.000Z`, LEFT_OUT),
});

/** Places from this moment on, and none of what else is in the partition; both ends are included. */
export const placesFrom = (from: string, upTo = ':') => ['BETWEEN', from, upTo] as const;

/** That somebody with this name was erased. It sorts behind all places. */
const ERASED = 'ERASED';
export const erasedKey = (hash: string): ItemKey<ErasedItem> => ({
  pk: journalPartition(hash).value,
  sk: ERASED,
});

const isOfJournal = ({ pk }: Key): boolean => pk.startsWith(`${PREFIXES.journal}#`);
export const isErasedMark = (item: Key): boolean => isOfJournal(item) && item.sk === ERASED;
/** A refusal, or how many of a minute were left out. */
export const isRefusal = (item: Key): boolean => isOfJournal(item) && item.sk !== ERASED;
