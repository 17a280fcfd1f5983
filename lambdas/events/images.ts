import { lossOf } from '../life/loss-of-change.ts';
import { stateOf } from '../life/lifecycle.ts';
import { sameJson } from '../scim/json.ts';
import type { ResourceType } from '../scim/schemas/resource-type.ts';
import type { Image, ImageWriter, LossEntry } from '../store/ports/images.ts';
import type { Change } from './change.ts';
import type { Consumer } from './deliver.ts';

export interface KeepingImages {
  readonly images: ImageWriter;
  readonly types: readonly ResourceType[];
  /** How long they are kept. */
  readonly days: number;
}

/**
 * Writes down what resources were like before they changed, and what the guard has to count that no
 * soft delete tells. May be told the same again: what is there stays. With an erasure all goes.
 */
export const keepImages =
  ({ images, types, days }: KeepingImages): Consumer =>
  async (told) => {
    const changes = told.map(({ change }) => change);
    const erased = changes.flatMap(({ after }) => (after?.erasedAt === undefined ? [] : [after.id]));
    const kept = changes.flatMap((change) => imageOf(change)).filter(({ before }) => !erased.includes(before.id));
    const losses = changes.flatMap((change) => lossIn(change, types)).filter(({ id }) => !erased.includes(id));
    await images.keep(kept, days);
    if (losses.length > 0) await images.addLosses(losses, days);
    for (const id of new Set(erased)) await images.forgetImages(id);
  };

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
