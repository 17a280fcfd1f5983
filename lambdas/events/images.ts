import type { DynamoDBRecord } from 'aws-lambda';
import { lossOf } from '../life/loss-of-change.ts';
import { stateOf } from '../life/lifecycle.ts';
import { sameJson } from '../scim/json.ts';
import type { ResourceType } from '../scim/schemas/resource-type.ts';
import type { Image, ImageWriter, LossEntry } from '../store/ports/images.ts';
import type { Change } from './change.ts';
import { readChange } from './stream-record.ts';

export interface KeepingImages {
  readonly images: ImageWriter;
  readonly types: readonly ResourceType[];
  /** How long they are kept. */
  readonly days: number;
}

/**
 * Writes down what resources were like before the changes in records of the table's stream, and what
 * the guard has to count that no soft delete tells. May come again: what is there stays. A record
 * that cannot be read ends it, as it ends the events of the batch. With an erasure all goes.
 */
export async function keepImages(
  records: readonly DynamoDBRecord[],
  { images, types, days }: KeepingImages,
): Promise<void> {
  const changes = readAll(records);
  const erased = changes.flatMap(({ after }) => (after?.erasedAt === undefined ? [] : [after.id]));
  const kept = changes.flatMap((change) => imageOf(change)).filter(({ before }) => !erased.includes(before.id));
  const losses = changes.flatMap((change) => lossIn(change, types)).filter(({ id }) => !erased.includes(id));
  await images.keep(kept, days);
  if (losses.length > 0) await images.addLosses(losses, days);
  for (const id of new Set(erased)) await images.forgetImages(id);
}

function readAll(records: readonly DynamoDBRecord[]): Change[] {
  const changes: Change[] = [];
  for (const record of records) {
    try {
      const change = readChange(record);
      if (change) changes.push(change);
    } catch {
      // Whoever tells the events says so in the log, and lets Lambda come again from there.
      break;
    }
  }
  return changes;
}

/** Where only members change, or nothing that SCIM knows, what it was like is what it is like. */
function imageOf({ before, after, at }: Change): (Image & { readonly isLoss: boolean })[] {
  if (!before || before.erasedAt !== undefined) return [];
  if (after && stateOf(after) === stateOf(before) && sameJson(after.attributes, before.attributes)) return [];
  const { by, time } = { by: after?.by, time: after?.lastModified ?? at };
  return [{ at: time, ...(by !== undefined && { by }), before, isLoss: lossOf(before, after) !== undefined }];
}

/** Soft deletes are found without it. */
function lossIn({ before, after, at }: Change, types: readonly ResourceType[]): LossEntry[] {
  if (!before || !types.some(({ name }) => name === before.type)) return [];
  const kind = lossOf(before, after);
  if (kind === undefined || (kind === 'gone' && after)) return [];
  const { type, id, created } = before;
  return [{ at: after?.lastModified ?? at, type, id, created }];
}
