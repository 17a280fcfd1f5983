/** A line of the drawn page; `here` is where to look. */
export type Line =
  | { readonly button: string; readonly here?: boolean }
  | { readonly field: string; readonly value?: string; readonly here?: boolean }
  | { readonly choice: string; readonly here?: boolean }
  | { readonly row: readonly [from: string, to: string]; readonly here?: boolean };

/** A drawing of a page of the portal: the menu at its side, its title, and what is on it. */
export interface Drawing {
  readonly menu: readonly string[];
  readonly chosen: string;
  readonly title: string;
  readonly lines: readonly Line[];
}
