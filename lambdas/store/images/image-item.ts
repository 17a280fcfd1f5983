import { lifecycleOf } from '../../life/lifecycle.ts';
import type { Image } from '../ports/images.ts';
import { fromAttributeMap, toAttributeMap } from '../table/attribute-map.ts';
import type { ImageContent, ImageItem } from '../table/items.ts';

/** What an item keeps of an image. */
export function toImageContent({ at, by, before }: Image): ImageContent {
  const { type, id, version, created, lastModified, attributes, life, generation } = before;
  return {
    at,
    ...(by !== undefined && { by }),
    before: {
      type,
      id,
      version,
      created,
      lastModified,
      attributes: toAttributeMap(attributes),
      ...lifecycleOf(before),
      ...(life !== undefined && { life }),
      ...(generation !== undefined && { generation }),
    },
  };
}

export const fromImageItem = ({ at, by, before }: ImageItem): Image => ({
  at,
  ...(by !== undefined && { by }),
  before: { ...before, attributes: fromAttributeMap(before.attributes) },
});
