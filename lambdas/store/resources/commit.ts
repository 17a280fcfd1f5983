import type { WriteOutcome } from '../ports/resources.ts';
import type { ClaimItem, ResourceItem } from '../table/items.ts';
import { anyItem, IS_ABSENT, type AnyItem } from '../table/key.ts';
import { isResourceItem } from '../table/keys.ts';
import type { Table } from '../table/open-table.ts';
import { getItem } from '../table/read.ts';
import { transact, writeOne, type Action, type Refusal } from '../table/transact.ts';
import type { ItemChange } from './item-changes.ts';

/**
 * Carries out a planned write: one item by a plain conditional write, which costs half, several by
 * a transaction.
 */
export async function commitWrite(
  table: Table,
  changes: readonly ItemChange[],
  writeId: string,
  patience?: number,
): Promise<WriteOutcome> {
  const actions = changes.map(({ action }) => action);
  const [only] = actions;
  const result = await (only && actions.length === 1
    ? writeOne(table, only, patience)
    : transact(table, actions, patience));
  if (result.ok) return result;
  if (result.unanswered && only && (await isWritten(table, only, writeId))) return { ok: true, writtenUnits: 0 };
  return explain(changes, result.refusals, writeId);
}

/**
 * The outcome that the refusals stand for. The resource's own item is the first one: all others were
 * planned from it, so while somebody else is at work on it none of them says anything.
 */
function explain(changes: readonly ItemChange[], refusals: readonly Refusal[], writeId: string): WriteOutcome {
  const [own] = refusals;
  if (own?.refused) return explainOwn(own, writeId);
  if (own?.undecided) return { ok: false, reason: 'changed' };
  const refused = changes.flatMap((change, at) => (refusals[at]?.refused ? [{ change, item: refusals[at].item }] : []));
  for (const { change, item } of refused) {
    const { claim } = change;
    if (claim) return { ok: false, reason: 'taken', claim, ...(isClaimItem(item) && { owner: item.id }) };
  }
  if (refused.some(({ change }) => change.member)) return { ok: false, reason: 'members' };
  if (refusals.some(({ undecided }) => undecided)) return { ok: false, reason: 'changed' };
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

/**
 * Whether an attempt that got no answer was applied, by the resource's own item. One that is there
 * under a new id was created by us, whoever has changed it since; one that was to go is gone.
 */
async function isWritten(table: Table, { Put, Update, Delete }: Action, writeId: string): Promise<boolean> {
  const key = Put?.Item ?? Update?.Key ?? Delete?.Key;
  if (!key) return false;
  const { pk, sk } = anyItem(key);
  const item = await getItem<ResourceItem>(table, { pk, sk });
  if (!item) return Delete !== undefined;
  return Put?.ConditionExpression === IS_ABSENT || item.writeId === writeId;
}

const isClaimItem = (item: AnyItem | undefined): item is AnyItem & ClaimItem => typeof item?.['id'] === 'string';
