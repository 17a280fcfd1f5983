import type { ImageReader } from '../ports/images.ts';
import { imagesFrom, imagePartition, LOSSES } from '../table/image-keys.ts';
import type { Table } from '../table/open-table.ts';
import { queryAll } from '../table/read.ts';
import { fromImageItem } from './image-item.ts';
import { membersMoved } from './members-history.ts';

/** Images and losses: see the port. */
export function createImageReader(table: Table): ImageReader {
  return {
    imagesOf: async (id, from) => {
      const items = await queryAll(table, imagePartition(id), { sort: imagesFrom(from) });
      return items
        .map(fromImageItem)
        .filter(({ at }) => at >= from)
        .toSorted((a, b) => a.before.version - b.before.version);
    },
    membersMoved: (type, id, from) => membersMoved(table, type, id, from),
    listLosses: async (from) => {
      const items = await queryAll(table, LOSSES, { sort: ['>=', from] });
      return items.map(({ at, type, id, created }) => ({ at, type, id, created }));
    },
  };
}
