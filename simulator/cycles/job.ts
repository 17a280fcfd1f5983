import type { Client, ClientOptions } from '../client/client.ts';
import type { Dialect } from '../dialect/dialect.ts';
import type { AttributeMapping } from '../dialect/mapping.ts';
import type { Person } from '../company/person.ts';
import type { JsonObject } from '../dialect/target-path.ts';

export interface ProvisionerOptions extends Pick<ClientOptions, 'url' | 'token' | 'sleep' | 'onAnswer'> {
  dialect: Dialect;
  mappings: readonly AttributeMapping[];
  /** Requests in flight at a time. */
  concurrency: number;
  /** Ask `id eq X and manager eq Y` before setting a manager, rather than compare with what was read. */
  managerCheck: boolean;
}

/** Entra's memory of one user: the link to the target, and the source object as it was last provisioned. */
export interface Link {
  targetId: string;
  person: Person;
  /** False once the user is out of scope: Entra then leaves it alone, even when it is deleted for good. */
  managed: boolean;
}

/** Entra's memory of one group. */
export interface GroupLink {
  targetId: string;
  displayName: string;
  /** Target ids by objectId of the members that were sent or found. */
  members: Map<string, string>;
  /** The group was there before: its members are asked for one by one before they are added. */
  matched: boolean;
  /** Counts the requests with members, for their size. */
  turn: number;
}

/** What a provisioning job knows and remembers. */
export interface Job {
  options: ProvisionerOptions;
  client: Client;
  links: Map<string, Link>;
  groups: Map<string, GroupLink>;
  /** Objects whose last attempt was refused; tried again in the next cycle. */
  failed: Set<string>;
  /** What the server answered about a user in this cycle, by source id. */
  seen: Map<string, JsonObject>;
}

/** A filter by one attribute, with the value as a JSON string. */
export function filterFor(target: string, value: string | boolean): string {
  return `${target} eq ${JSON.stringify(value)}`;
}
