import type { Json } from '../json.ts';
import { capitalizedParameters } from '../quirks/entra/capitalized-parameters.ts';
import { emptyFilter } from '../quirks/entra/empty-filter.ts';
import type { Profile } from '../quirks/quirk.ts';

/** What a query may say (RFC 7644 §3.4.2, table 2, and §3.9; RFC 9865 §2). */
const PARAMETERS = [
  'filter',
  'startIndex',
  'count',
  'cursor',
  'sortBy',
  'sortOrder',
  'attributes',
  'excludedAttributes',
] as const;

export type QueryParameters<Value> = Readonly<Partial<Record<(typeof PARAMETERS)[number], Value>>>;

/** Whether a query has a parameter of this name, in any case. */
export const isQueryParameter = (name: string): boolean =>
  PARAMETERS.some((each) => each.toLowerCase() === name.toLowerCase());

/** The parameters of a query among what a URL or the body of a search holds, under their names. */
export function parametersIn<Value extends Json | undefined>(
  sent: Readonly<Record<string, Value>>,
  profile: Profile,
): QueryParameters<Value> {
  const found = PARAMETERS.flatMap((name): [string, Value][] => {
    const value = valueOf(sent, name, profile);
    return value === undefined || (name === 'filter' && isNoFilter(value, profile)) ? [] : [[name, value]];
  });
  return Object.fromEntries(found);
}

function valueOf<Value>(sent: Readonly<Record<string, Value>>, name: string, profile: Profile): Value | undefined {
  if (Object.hasOwn(sent, name) || !profile.has(capitalizedParameters)) return sent[name];
  const key = Object.keys(sent).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : sent[key];
}

const isNoFilter = (value: Json, profile: Profile): boolean =>
  typeof value === 'string' && value.trim() === '' && profile.has(emptyFilter);
