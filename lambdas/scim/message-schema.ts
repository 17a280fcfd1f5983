import { invalidSyntax, show } from './errors.ts';
import { isList, type Json } from './json.ts';
import { missingMessageSchema } from './quirks/entra/missing-message-schema.ts';
import type { Profile } from './quirks/quirk.ts';

/** A kind of message (RFC 7644 §8.2): its URN, and what an error text calls it. */
export interface MessageKind {
  readonly urn: string;
  readonly called: string;
  /** Whether the names in the message, its URN among them, have no case. */
  readonly isLenient?: boolean;
}

/**
 * Throws 400 `invalidSyntax` unless the `schemas` of a message names its URN (RFC 7644 §3.1), or
 * says nothing of it where that is tolerated (quirk missing-message-schema): null and an empty list
 * are no value (RFC 7643 §2.5).
 */
export function checkMessageSchema(
  schemas: Json | undefined,
  { urn, called, isLenient = false }: MessageKind,
  profile: Profile,
): void {
  const isUrn = (name: Json): boolean =>
    name === urn || (isLenient && typeof name === 'string' && name.toLowerCase() === urn.toLowerCase());
  const names = schemas ?? [];
  if (isList(names) && (profile.has(missingMessageSchema) || names.some(isUrn))) return;
  throw invalidSyntax(`"schemas" is ${show(schemas)}; ${called} must name ${urn}`);
}
