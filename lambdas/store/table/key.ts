import { createHash } from 'node:crypto';
import { TABLE_KEY, type Index } from './shape.ts';

/** The key of an item. */
export type Key = Readonly<Record<(typeof TABLE_KEY)['partition' | 'sort'], string>>;

declare const item: unique symbol;
/** Says what is under a key, to the compiler only. */
type Holds<Item> = { readonly [item]?: Item };

/** A key, and what is under it: whoever reads by it gets that type. */
export type ItemKey<Item> = Key & Holds<Item>;

/** A partition of the table, and what is in it. */
export type Partition<Item> = { readonly value: string } & Holds<Item>;

/** A partition of an index, which has keys only. */
export type IndexPartition = { readonly value: string; readonly index: Index };

/** An item that was read without a key. */
export type AnyItem = Key & { readonly [name: string]: unknown };

/**
 * What the SDK read under a key. Only this store writes the table: here alone it is taken at its
 * word.
 */
export const itemUnder = <Item>(_key: Holds<Item>, found: unknown): Item => found as Item;
export const itemsUnder = <Item>(_partition: Holds<Item>, found: unknown): Item[] => found as Item[];
export const anyItem = (found: unknown): AnyItem => found as AnyItem;

/** Conditions: nothing is under the key, or something is. */
export const IS_ABSENT = `attribute_not_exists(${TABLE_KEY.partition})`;
export const IS_PRESENT = `attribute_exists(${TABLE_KEY.partition})`;

/**
 * DynamoDB ends at 2,048 bytes for a partition key and 1,024 for a sort key; longer parts than this
 * are hashed.
 */
const MAX_PART_BYTES = 512;
const HASH_PREFIX = 'sha256:';

export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * A part of a key that may be any text. A value that looks like a hash is hashed too, so that no
 * short value can pose as a long one.
 */
export function bounded(value: string): string {
  if (Buffer.byteLength(value) <= MAX_PART_BYTES && !value.startsWith(HASH_PREFIX)) return value;
  return HASH_PREFIX + sha256(value).toString('hex');
}
