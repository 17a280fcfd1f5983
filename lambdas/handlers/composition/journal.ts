import { createJournalWriter } from '../../store/traffic/write-journal.ts';
import type { TableOptions } from '../../store/table/open-table.ts';
import { noteRefusals, type NoteRefusals } from '../../traffic/note-refusals.ts';
import { logger } from './logger.ts';

/** Writes what was refused into the tenant's table. */
export function createJournal(table: TableOptions): NoteRefusals {
  const journal = createJournalWriter(table);
  return noteRefusals({
    addRefusal: (found) => journal.addRefusal(found),
    addLeftOut: (moment, count) => journal.addLeftOut(moment, count),
    now: () => Date.now(),
    onError: (error) =>
      logger.warn('refusal not recorded', { reason: error instanceof Error ? error.name : 'unknown' }),
  });
}
