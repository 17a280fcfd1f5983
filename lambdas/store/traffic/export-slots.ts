import { randomUUID } from 'node:crypto';
import { MOST_EXPORTS, type ExportSlot, type ExportSlots } from '../ports/export-slots.ts';
import type { ItemKey } from '../table/key.ts';
import { IS_ABSENT } from '../table/key.ts';
import type { ExportSlotItem } from '../table/items.ts';
import { openTable, type Table, type TableOptions } from '../table/open-table.ts';
import { exportSlotKey } from '../table/tenant-keys.ts';
import { writeOne } from '../table/transact.ts';

/** An item for each place: who has it, and until when. */
export function createExportSlots(options: TableOptions): ExportSlots {
  const table = openTable(options);
  return {
    take: async (now, until) => {
      const holder = randomUUID();
      for (let number = 1; number <= MOST_EXPORTS; number += 1) {
        const slot = await takeSlot(table, exportSlotKey(number), { holder, now, until });
        if (slot) return slot;
      }
      return undefined;
    },
  };
}

async function takeSlot(
  table: Table,
  key: ItemKey<ExportSlotItem>,
  { holder, now, until }: { holder: string; now: string; until: string },
): Promise<ExportSlot | undefined> {
  const Update = {
    TableName: table.tableName,
    Key: key,
    UpdateExpression: 'SET holder = :holder, endsAt = :until',
    // The last is for an attempt whose answer was lost.
    ConditionExpression: `${IS_ABSENT} OR endsAt <= :now OR holder = :holder`,
    ExpressionAttributeValues: { ':holder': holder, ':until': until, ':now': now },
  };
  const { ok } = await writeOne(table, { Update });
  return ok ? { giveBack: () => giveBack(table, key, holder) } : undefined;
}

/** Whoever has it by now keeps it. */
async function giveBack(table: Table, key: ItemKey<ExportSlotItem>, holder: string): Promise<void> {
  const Update = {
    TableName: table.tableName,
    Key: key,
    UpdateExpression: 'REMOVE holder SET endsAt = :ended',
    ConditionExpression: 'holder = :holder',
    ExpressionAttributeValues: { ':holder': holder, ':ended': '' },
  };
  await writeOne(table, { Update });
}
