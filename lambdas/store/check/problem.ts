import type { Key } from '../table/key.ts';

/** Something in the table that should not be, or that is missing. `key` is "<pk> <sk>". */
export interface Problem {
  readonly key: string;
  readonly what: string;
}

export const nameOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;
