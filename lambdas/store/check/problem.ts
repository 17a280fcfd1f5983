import type { Key } from '../table/key.ts';
import type { ItemKind } from './item-kind.ts';

/** Something in the table that should not be, or that is missing. `key` is "<pk> <sk>". */
export interface Problem {
  /** What kind of item it is about. */
  readonly kind: ItemKind;
  readonly key: string;
  readonly what: string;
}

export const nameOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;
