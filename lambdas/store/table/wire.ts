import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { convertToNative, marshall } from '@aws-sdk/util-dynamodb';
import { anyItem, type AnyItem, type Key } from './key.ts';

/** An item as it comes from DynamoDB, and as the low-level client has it. */
export type WireItem = Record<string, AttributeValue>;

/**
 * An item as the document client would answer it, in one walk: that one makes a list of every value's
 * kinds first, which for a page of a thousand users is most of what is done with them.
 */
export function fromWire(item: WireItem): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  for (const name in item) {
    const value = item[name];
    if (value !== undefined) plain[name] = fromWireValue(value);
  }
  return plain;
}

export const anyFromWire = (item: WireItem): AnyItem => anyItem(fromWire(item));

function fromWireValue(value: AttributeValue): unknown {
  if (value.S !== undefined) return value.S;
  if (value.M !== undefined) return fromWire(value.M);
  if (value.L !== undefined) return value.L.map(fromWireValue);
  if (value.BOOL !== undefined) return value.BOOL;
  // Numbers beyond 2^53, bytes and sets: as the document client.
  const number = value.N === undefined ? NaN : Number(value.N);
  return Number.isFinite(number) && Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : convertToNative(value);
}

/** An item, or the values of an expression, as DynamoDB takes it; what is undefined is left out. */
export const toWire = (item: object): WireItem => marshall(item, { removeUndefinedValues: true });

/** A text as a value of an expression. */
export const wireText = (text: string): AttributeValue => ({ S: text });

/** A key of the table as DynamoDB takes it. */
export const wireKey = ({ pk, sk }: Key) => ({ pk: wireText(pk), sk: wireText(sk) });
