import { invalidSyntax, show } from './errors.ts';
import { isList, type Json } from './json.ts';
import { missingMessageSchema } from './quirks/entra/missing-message-schema.ts';
import type { Profile } from './quirks/quirk.ts';

/** A kind of message (RFC 7644 §8.2): its URN, and what an error text calls it. */
export interface MessageKind {
  readonly urn: string;
  readonly called: string;
  /**
   * Whether the names in the message, its URN among them, have no case, and null counts as missing.
   */
  readonly isLenient?: boolean;
}

/**
 * Throws 400 `invalidSyntax` unless the `schemas` of a message names its URN (RFC 7644 §3.1), or is
 * missing where that is tolerated (quirk missing-message-schema).
 */
export function checkMessageSchema(
  schemas: Json | undefined,
  { urn, called, isLenient = false }: MessageKind,
  profile: Profile,
): void {
  const isMissing = schemas === undefined || (isLenient && schemas === null);
  if (isMissing && profile.has(missingMessageSchema)) return;
  const isUrn = (name: Json): boolean =>
    name === urn || (isLenient && typeof name === 'string' && name.toLowerCase() === urn.toLowerCase());
  if (!isList(schemas) || !schemas.some(isUrn))
    throw invalidSyntax(`"schemas" is ${show(schemas)}; ${called} must name ${urn}`);
}
