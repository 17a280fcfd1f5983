/** Who provisions; each has requests of its own in test/clients. */
export type Client = 'entra' | 'okta' | 'onelogin' | 'jumpcloud' | 'google' | 'ping' | 'sailpoint' | 'cyberark' | 'aws';

/**
 * One way in which a client departs from the RFC, and what this service does about it. The code
 * that tolerates it asks the profile.
 */
export interface Quirk {
  readonly name: string;
  /** The request, or the part of it, that shows the quirk. */
  readonly arrives: string;
  /** What the RFC says about it, with the section. */
  readonly rfc: string;
  /** What this service does in a profile that has the quirk. */
  readonly tolerance: string;
  /** Who is known to send it; nobody where reports do not name the client. */
  readonly clients: readonly Client[];
}

/** A profile is the set of quirks that are tolerated. */
export type Profile = ReadonlySet<Quirk>;
