import type { OwnFields } from '../settings/settings.ts';

/** A path that a field comes from, and the Entra attribute that the tenant file names for it. */
export interface FieldPath {
  readonly path: string;
  readonly source?: string;
}

/** A way to a value: a path, or several whose values are put together. */
export interface FieldSource {
  readonly paths: readonly FieldPath[];
  /** What stands between each two of the paths: one fewer than there are paths. */
  readonly texts: readonly string[];
  /** What a text has to look like to be a value. */
  readonly if?: RegExp;
}

type Own = OwnFields[string];
type Whole = Exclude<Own, string | readonly unknown[]>;
export type OwnPath = NonNullable<Whole['path']> | NonNullable<Whole['fallback']>[number];
export type Part = Extract<OwnPath, readonly unknown[]>[number];

export const isList = (own: OwnPath | Own): own is readonly Part[] => Array.isArray(own);

/** What the tenant file says of a field, in its longest form. */
export const wholeOf = (own: Own): Whole => (typeof own === 'string' || isList(own) ? { path: own } : own);

/**
 * The text that an entry of a list is; undefined for a path. No name of an attribute is without a
 * letter, so that a plain text is known by having no letter and no digit.
 */
export function textOf(part: Part): string | undefined {
  if (typeof part === 'object') return part.text;
  return /[\p{L}\p{N}]/u.test(part) ? undefined : part;
}

/** What a path, or a list of paths and texts, of the tenant file means; `source` is that of a lone path. */
export function sourceOf(own: OwnPath, source?: string): FieldSource {
  if (!isList(own)) return { paths: [pathOf(own, source)], texts: [] };
  return {
    paths: own.filter((part) => textOf(part) === undefined).map((part) => pathOf(part)),
    texts: own.flatMap((part) => textOf(part) ?? []),
  };
}

function pathOf(own: Part, source?: string): FieldPath {
  const { path = '', source: named = source }: Exclude<Part, string> = typeof own === 'string' ? { path: own } : own;
  return { path, ...(named !== undefined && { source: named }) };
}

/** All ways to the value of a field that the tenant file names, in order. */
export function sourcesOf({ path, source, fallback = [] }: Whole): FieldSource[] {
  return [...(path === undefined ? [] : [sourceOf(path, source)]), ...fallback.map((own) => sourceOf(own))];
}
