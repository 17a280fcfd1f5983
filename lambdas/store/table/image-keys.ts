import type { LossEntry } from '../ports/images.ts';
import type { ImageItem, LossItem } from './items.ts';
import { bounded, type ItemKey, type Partition } from './key.ts';
import { PREFIXES } from './shape.ts';

/** The keys of what was there before it was changed. */

/** What a resource was like before changes of it. */
export const imagePartition = (id: string): Partition<ImageItem> => ({ value: `${PREFIXES.image}#${bounded(id)}` });

/** The hour of a moment, in which there is one image, and one more of the first loss. */
const hourOf = (at: string): string => at.slice(0, '2027-01-01T00'.length);

export const imageKey = (id: string, at: string, isLoss: boolean): ItemKey<ImageItem> => ({
  pk: imagePartition(id).value,
  sk: `${hourOf(at)}${isLoss ? '#LOSS' : ''}`,
});

/** The sort key from which on the images of a moment and later ones are. */
export const imagesFrom = hourOf;

/** What was lost otherwise than by a soft delete, in the order of time. */
export const LOSSES: Partition<LossItem> = { value: PREFIXES.loss };

export const lossKey = ({ at, type, id }: LossEntry): ItemKey<LossItem> => ({
  pk: LOSSES.value,
  sk: `${at}#${type}#${bounded(id)}`,
});
