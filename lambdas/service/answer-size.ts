import type { Json } from '../scim/json.ts';

/** A function's answer may be 6 MB; this leaves room for what surrounds the resources. */
export const MAX_ANSWER_BYTES = 5_000_000;

/** How many bytes a value takes in an answer. */
export const answerBytes = (value: Json): number => Buffer.byteLength(JSON.stringify(value));
