import type { WriteOutcome } from '../ports/resources.ts';
import { isResourceItem } from '../table/keys.ts';
import type { Table } from '../table/open-table.ts';
import { transact, writeOne, type Refusal } from '../table/transact.ts';
import type { ItemChange } from './item-changes.ts';

/**
 * Carries out a planned write: one item by a plain conditional write, which costs half, several by
 * a transaction.
 */
export async function commitWrite(
  table: Table,
  changes: readonly ItemChange[],
  writeId: string,
): Promise<WriteOutcome> {
  const actions = changes.map(({ action }) => action);
  const [only] = actions;
  const result = await (only && actions.length === 1 ? writeOne(table, only) : transact(table, actions));
  return result.ok ? result : explain(changes, result.refusals, writeId);
}

/** The outcome that the refusals stand for. The resource's own item is the first one. */
function explain(changes: readonly ItemChange[], refusals: readonly Refusal[], writeId: string): WriteOutcome {
  const [own] = refusals;
  if (own?.refused) return explainOwn(own, writeId);
  const refused = changes.filter((_, position) => refusals[position]?.refused);
  const claim = refused.find((change) => change.claim)?.claim;
  if (claim) return { ok: false, reason: 'taken', claim };
  if (refused.some(({ member }) => member)) return { ok: false, reason: 'members' };
  throw new Error('another resource holds a claim that this one should release: the table is inconsistent');
}

/**
 * An earlier attempt may have been applied although its answer was lost: then what is there is what
 * was to be written.
 */
function explainOwn({ item }: Refusal, writeId: string): WriteOutcome {
  const isOurs = item && isResourceItem(item) && item.writeId === writeId;
  return isOurs ? { ok: true, writtenUnits: 0 } : { ok: false, reason: 'changed' };
}
