import { readFileSync } from 'node:fs';

/** An object that is no list: its values are whatever they are. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object whose values are texts. */
export const isTextRecord = (value: unknown): value is Record<string, string> =>
  isRecord(value) && Object.values(value).every((one) => typeof one === 'string');

/**
 * Parses JSON that must have a shape. Throws SyntaxError for what is no JSON, TypeError for what
 * has another shape.
 */
export function parseAs<Shape>(text: string, isShape: (value: unknown) => value is Shape): Shape {
  const value: unknown = JSON.parse(text);
  if (isShape(value)) return value;
  throw new TypeError(`${text.slice(0, 200)} is not what it should be`);
}

/** As `parseAs`, from a file. */
export const readAs = <Shape>(file: string, isShape: (value: unknown) => value is Shape): Shape =>
  parseAs(readFileSync(file, 'utf8'), isShape);
