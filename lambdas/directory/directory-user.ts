import { purgeAfter, stateOf, type Retention } from '../life/lifecycle.ts';
import type { StoredResource } from '../life/stored-resource.ts';
import type { Field } from '../tenant/fields.ts';

export const STATES = ['active', 'deactivated', 'leaving'] as const;

/** leaving: deleted in Entra, and kept until the purge. */
export type DirectoryState = (typeof STATES)[number];

export interface GroupName {
  readonly id: string;
  readonly name: string | null;
}

/** A user as the product reads it. Times are ISO 8601 UTC. */
export interface DirectoryUser {
  readonly id: string;
  readonly state: DirectoryState;
  readonly userName: string | null;
  readonly externalId: string | null;
  readonly fields: Readonly<Record<string, string | null>>;
  readonly created: string;
  readonly lastModified: string;
  readonly softDeletedAt: string | null;
  /** From when on the purge may erase it; null for one that stays. */
  readonly purgeAfter: string | null;
  /** The groups it is directly in; only where they were asked for. */
  readonly groups?: readonly GroupName[];
}

/** How a stored user looks in the directory; undefined for one that was erased. */
export function toDirectoryUser(
  fields: readonly Field[],
  retention: Retention,
  stored: StoredResource,
): DirectoryUser | undefined {
  const state = directoryState(stored);
  if (!state) return undefined;
  const { id, attributes, created, lastModified, softDeletedAt } = stored;
  return {
    id,
    state,
    userName: textOf(attributes['userName']),
    externalId: textOf(attributes['externalId']),
    fields: Object.fromEntries(fields.map(({ name, valueOf }) => [name, valueOf(attributes)])),
    created,
    lastModified,
    softDeletedAt: softDeletedAt ?? null,
    purgeAfter: purgeAfter(stored, retention) ?? null,
  };
}

function directoryState(stored: StoredResource): DirectoryState | undefined {
  const state = stateOf(stored);
  if (state === 'erased') return undefined;
  return state === 'deleted' ? 'leaving' : state;
}

export const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
