import { parseDateTimeOrDate } from '../date-time.ts';
import { fold, foldPart } from '../fold.ts';
import type { Json } from '../json.ts';
import type { Attribute } from '../schemas/attribute.ts';
import type { Operand } from './bound-filter.ts';
import type { CompareOp } from './syntax.ts';

type SubstringOp = 'co' | 'sw' | 'ew';

const ORDER: Readonly<Record<Exclude<CompareOp, SubstringOp>, (a: Operand, b: Operand) => boolean>> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
};

const SUBSTRING: Readonly<Record<SubstringOp, (a: string, b: string) => boolean>> = {
  co: (a, b) => a.includes(b),
  sw: (a, b) => a.startsWith(b),
  ew: (a, b) => a.endsWith(b),
};

const isSubstringOp = (compareOp: CompareOp): compareOp is SubstringOp => Object.hasOwn(SUBSTRING, compareOp);

/**
 * Whether one value of a simple attribute meets a comparison, by the rules of its type and of
 * `caseExact` (RFC 7643 §2.2, §2.3). What is stored is not trusted: a value of another type meets
 * none.
 */
export function comparison(attribute: Attribute, compareOp: CompareOp, operand: Operand): (value: Json) => boolean {
  if (isSubstringOp(compareOp)) return substring(attribute, SUBSTRING[compareOp], String(operand));
  const test = ORDER[compareOp];
  const right = comparable(attribute, operand);
  return (value) => {
    const left = comparable(attribute, value);
    return left !== undefined && right !== undefined && test(left, right);
  };
}

/**
 * A blank in a part of a text may be one between two words, so it counts; around the whole text it
 * does not, so that whatever equals the text also is a part of it.
 */
function substring(
  { caseExact }: Attribute,
  test: (text: string, part: string) => boolean,
  operand: string,
): (value: Json) => boolean {
  if (caseExact) return (value) => typeof value === 'string' && test(value, operand);
  const [part, whole] = [foldPart(operand), fold(operand)];
  return (value) => {
    if (typeof value !== 'string') return false;
    const text = foldPart(value);
    const trimmed = text.trim();
    return test(text, part) || test(trimmed, part) || trimmed === whole;
  };
}

const normal = (attribute: Attribute, text: string): string => (attribute.caseExact ? text : fold(text));

/** A value as `eq` compares it; undefined for one of a type that the attribute does not have. */
export function comparable(attribute: Attribute, value: Json): Operand | undefined {
  if (typeof value === 'string')
    return attribute.type === 'dateTime' ? parseDateTimeOrDate(value) : normal(attribute, value);
  return typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}
