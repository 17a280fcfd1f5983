import pMap from 'p-map';
import { DAY, SECOND } from '../../duration.ts';
import type { Image, ImageWriter } from '../ports/images.ts';
import { putItems, deleteItems } from '../table/batch.ts';
import { imageKey, imagePartition, lossKey } from '../table/image-keys.ts';
import { IS_ABSENT } from '../table/key.ts';
import type { Table } from '../table/open-table.ts';
import { queryAll } from '../table/read.ts';
import { TTL_ATTRIBUTE } from '../table/shape.ts';
import { writeOne } from '../table/transact.ts';
import { toImageContent } from './image-item.ts';
import { keepMembers } from './members-history.ts';

const PARALLEL = { concurrency: 10 };
/** Of so many hours of a resource a process knows that they have their image. */
const REMEMBERED = 10_000;

type Kept = Parameters<ImageWriter['keep']>[0][number];

/** Writes images and losses: see the port. */
export function createImageWriter(table: Table): ImageWriter {
  const known = new Set<string>();
  return {
    keep: async (images, days) => {
      const byId = Map.groupBy(images, ({ before }) => before.id);
      await pMap(byId.values(), (own) => keepInOrder(table, known, own, days), PARALLEL);
    },
    keepMembers: (histories, now, days) => keepMembers(table, histories, now, days),
    addLosses: (losses, days) =>
      putItems(
        table,
        losses.map((loss) => ({ ...lossKey(loss), ...loss, ...end(loss.at, days) })),
      ),
    forgetImages: (id) => forgetImages(table, id),
  };
}

/** Removes all images of a resource. */
export async function forgetImages(table: Table, id: string): Promise<void> {
  await deleteItems(table, await queryAll(table, imagePartition(id)));
}

/** When DynamoDB may remove an item. */
const end = (at: string, days: number) => ({ [TTL_ATTRIBUTE]: Math.floor((Date.parse(at) + days * DAY) / SECOND) });

/** The records of a resource come in order, so that the first one that finds its hour empty is the first. */
async function keepInOrder(table: Table, known: Set<string>, images: readonly Kept[], days: number): Promise<void> {
  for (const image of images) {
    if (!(await keepFirst(table, known, image, days, false)) && image.isLoss)
      await keepFirst(table, known, image, days, true);
  }
}

/** Answers whether this is the first image of its hour, as far as is known. */
async function keepFirst(
  table: Table,
  known: Set<string>,
  image: Image,
  days: number,
  isLoss: boolean,
): Promise<boolean> {
  const key = imageKey(image.before.id, image.at, isLoss);
  const name = `${key.pk} ${key.sk}`;
  if (known.has(name)) return false;
  const Item = { ...key, ...toImageContent(image), ...end(image.at, days) };
  const { ok } = await writeOne(table, { Put: { TableName: table.tableName, Item, ConditionExpression: IS_ABSENT } });
  if (known.size >= REMEMBERED) known.clear();
  known.add(name);
  return ok;
}
