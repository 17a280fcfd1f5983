import { fieldsOf, listOf, sum, textOf, type Item } from './fields.ts';

const KB = 1024;

const textBytes = (value: unknown): number => Buffer.byteLength(textOf(value));
const binaryBytes = (value: unknown): number => Buffer.byteLength(textOf(value), 'base64');

/**
 * One byte, one for every two significant digits before the point, one for every two behind it, and
 * one for a minus: as measured on AWS, whose documentation says it less exactly.
 */
function numberBytes(value: unknown): number {
  const [, minus = '', whole = '', part = '', exponent = '0'] =
    /^(-?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(textOf(value)) ?? [];
  const digits = whole + part;
  const point = whole.length + Number(exponent);
  const from = digits.search(/[1-9]/);
  if (from === -1) return 1;
  const end = digits.replace(/0+$/, '').length;
  const before = Math.max(0, Math.min(end, point) - from);
  const behind = Math.max(0, end - Math.max(from, point));
  return 1 + Math.ceil(before / 2) + Math.ceil(behind / 2) + minus.length;
}

const each = (measure: (value: unknown) => number) => (values: unknown) => sum(listOf(values).map(measure));

/** By DynamoDB's type of a value. */
const MEASURES: Readonly<Record<string, (value: unknown) => number>> = {
  S: textBytes,
  N: numberBytes,
  B: binaryBytes,
  BOOL: () => 1,
  NULL: () => 1,
  SS: each(textBytes),
  NS: each(numberBytes),
  BS: each(binaryBytes),
  L: (values) => 3 + sum(listOf(values).map((value) => 1 + valueBytes(value))),
  M: (values) => 3 + itemBytes(fieldsOf(values)) + Object.keys(fieldsOf(values)).length,
};

const valueBytes = (value: unknown): number =>
  sum(Object.entries(fieldsOf(value)).map(([type, inner]) => MEASURES[type]?.(inner) ?? 0));

/** The size of an item as DynamoDB counts it, names included. */
export const itemBytes = (item: Item): number =>
  sum(Object.entries(item).map(([name, value]) => Buffer.byteLength(name) + valueBytes(value)));

/** Write units of so many bytes: one for each KB that is begun, and at least one. */
export const writeUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / KB));

/** What a strongly consistent read is charged; an eventual one costs half, a transaction double. */
export const READ_FACTORS = { eventual: 0.5, consistent: 1, transaction: 2 } as const;

/** Read units of so many bytes: by 4 KB, and at least one step, also where nothing is found. */
export const readUnits = (bytes: number, factor: number): number => Math.max(1, Math.ceil(bytes / (4 * KB))) * factor;
