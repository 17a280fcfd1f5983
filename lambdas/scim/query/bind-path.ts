import { ScimError } from '../errors.ts';
import { unknownAttributes } from '../quirks/entra/unknown-attributes.ts';
import { unquotedFilterValues } from '../quirks/entra/unquoted-filter-values.ts';
import { resolvePath, type Rules } from '../rules.ts';
import type { AttributePath, Resolution, ResolvedAttribute } from '../schemas/attribute-path.ts';
import { parsePath } from './parse.ts';
import type { Filter } from './syntax.ts';
import type { ParseOptions } from './token-reader.ts';

/** A path, and what it names. Its valFilter is not bound yet: the attribute may not take one. */
export interface BoundPath {
  readonly attrPath: AttributePath;
  readonly resolution: Resolution;
  readonly valFilter: Filter | undefined;
}

/** How a profile lets the paths in a body be written. */
const optionsOf = ({ profile }: Rules): ParseOptions => ({
  unquotedValues: profile.has(unquotedFilterValues),
  deepNames: profile.has(unknownAttributes),
});

/** Parses a path of a body and looks it up. Throws 400 `invalidPath` for what is no path. */
export function bindPath(text: string, rules: Rules, options = optionsOf(rules)): BoundPath {
  const { attrPath, valFilter } = parsePath(text, options);
  return { attrPath, resolution: resolvePath(rules, attrPath), valFilter };
}

/** The same for a name in a parameter of a query, which is refused in that parameter's words. */
export function bindName(text: string, rules: Rules, refusal: () => ScimError, options: ParseOptions = {}): Resolution {
  const resolution = resolutionOf(text, rules, options);
  if (resolution === undefined) throw refusal();
  return resolution;
}

/** The attribute that a text leads to; undefined where it is no path, or leads to none. */
export function attributeAt(text: string, rules: Rules): ResolvedAttribute | undefined {
  const resolution = resolutionOf(text, rules, optionsOf(rules));
  return resolution?.kind === 'attribute' ? resolution.resolved : undefined;
}

/** Whether a text is a path, to something or to nothing. */
export const isPath = (text: string, rules: Rules): boolean =>
  resolutionOf(text, rules, optionsOf(rules)) !== undefined;

/** What a text names; undefined where it is no path. */
function resolutionOf(text: string, rules: Rules, options: ParseOptions): Resolution | undefined {
  try {
    return bindPath(text, rules, options).resolution;
  } catch (error) {
    if (error instanceof ScimError) return undefined;
    throw error;
  }
}
