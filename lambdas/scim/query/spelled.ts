/** A number as JSON writes it (RFC 8259 §6). */
export const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The number that a text spells as JSON would (quirk string-numbers); undefined where it spells none. */
export const spelledNumber = (text: string): number | undefined => (JSON_NUMBER.test(text) ? Number(text) : undefined);

/** The boolean that a text spells, in any case (quirk string-booleans); undefined where it spells none. */
export function spelledBoolean(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  return lower === 'true' || lower === 'false' ? lower === 'true' : undefined;
}
