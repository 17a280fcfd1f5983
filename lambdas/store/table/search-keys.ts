import type { Key, Partition } from './key.ts';
import { PREFIXES } from './shape.ts';

/** What resources of a type are searched by, by what it begins with. */
export const searchPartition = (type: string, start: string): Partition<Key> => ({
  value: `${PREFIXES.search}#${type.toUpperCase()}#${start}`,
});

export const searchKey = (type: string, start: string, value: string, id: string): Key => ({
  pk: searchPartition(type, start).value,
  sk: `${value}#${id}`,
});

/** A value may have any characters, an id has no "#". */
export function searchEntryIn({ sk }: Key): { value: string; id: string } {
  const end = sk.lastIndexOf('#');
  return { value: sk.slice(0, end), id: sk.slice(end + 1) };
}
