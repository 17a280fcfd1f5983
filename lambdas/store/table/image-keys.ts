import type { LossEntry, MembersChange } from '../ports/images.ts';
import type { EarlierMembersItem, ImageItem, KeptPartItem, LossItem, MembersItem } from './items.ts';
import { bounded, sha256, type ItemKey, type Partition } from './key.ts';
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

/** The images of a moment and later ones; what is kept of members sorts behind all hours. */
export const imagesFrom = (at: string) => ['BETWEEN', hourOf(at), '9'] as const;

/** What happened to the members of a group is beside its images. */
const partitionOf = <Item>(id: string): Partition<Item> => ({ value: imagePartition(id).value });
const KINDS = { members: 'MEMBERS', part: 'PART', earlier: 'GENERATION' } as const;

/** Named by the last change that is in it: whoever looks from a moment on finds each item that goes beyond it. */
export const membersKey = (id: string, { at, version }: MembersChange): ItemKey<MembersItem> => ({
  pk: imagePartition(id).value,
  sk: `${KINDS.members}#${at}#${String(version).padStart(12, '0')}`,
});
export const membersPartition = partitionOf<MembersItem>;
export const membersFrom = (at: string) => ['BETWEEN', `${KINDS.members}#${at}`, `${KINDS.members}$`] as const;

const partSort = (change: string, part: number): string => `${KINDS.part}#${change}#${String(part).padStart(4, '0')}`;
export const keptPartKey = (id: string, change: string, part: number): ItemKey<KeptPartItem> => ({
  pk: imagePartition(id).value,
  sk: partSort(change, part),
});
export const keptPartsPartition = partitionOf<KeptPartItem>;
/** Both ends are included. */
export const keptParts = (change: string, from: number, to: number) =>
  ['BETWEEN', partSort(change, from), partSort(change, to - 1)] as const;

/** The same ids have the same key, so that what is written again is no other item. */
export const earlierKey = (id: string, generation: number, ids: readonly string[]): ItemKey<EarlierMembersItem> => ({
  pk: imagePartition(id).value,
  sk: `${KINDS.earlier}#${generation}#${sha256(ids.join()).toString('hex').slice(0, 16)}`,
});
export const earlierPartition = partitionOf<EarlierMembersItem>;
export const earlierOf = (generation: number) =>
  ['BETWEEN', `${KINDS.earlier}#${generation}#`, `${KINDS.earlier}#${generation}$`] as const;

/** What was lost otherwise than by a soft delete, in the order of time. */
export const LOSSES: Partition<LossItem> = { value: PREFIXES.loss };

export const lossKey = ({ at, type, id }: LossEntry): ItemKey<LossItem> => ({
  pk: LOSSES.value,
  sk: `${at}#${type}#${bounded(id)}`,
});
