import { fold } from '../fold.ts';
import type { JsonObject } from '../json.ts';
import type { ResourceType } from '../schemas/resource-type.ts';
import { valuesAt } from '../schemas/values-at.ts';
import { searchedAttributes } from './indexed-attributes.ts';

/** Characters of a value that are compared; what is behind them tells nobody from anybody. */
const LONGEST = 64;

/** A letter that is a word or a syllable: one of these narrows as much as two of an alphabet. */
const IDEOGRAPH = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** A text as it is searched for: folded, without what surrounds it, cut. */
export const searched = (text: string): string => Array.from(fold(text.trim())).slice(0, LONGEST).join('');

/**
 * With what the values begin that are kept together: two characters, or one that is an ideograph.
 * Undefined for a text that is shorter.
 */
export function searchStart(text: string): string | undefined {
  const length = IDEOGRAPH.test(text) ? 1 : 2;
  const start = Array.from(text).slice(0, length);
  return start.length < length ? undefined : start.join('');
}

/** What a resource is searched by, by how it begins: each value once, in order. */
export function searchValues(type: ResourceType, attributes: JsonObject): string[] {
  const values = searchedAttributes(type).flatMap((attribute) => valuesAt(attribute)(attributes));
  const texts = values.filter((value) => typeof value === 'string').map(searched);
  return [...new Set(texts)].filter((text) => searchStart(text) !== undefined).toSorted();
}
