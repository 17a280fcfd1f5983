import type { AccessToken } from '../../auth/access-token.ts';
import type { StoredCredential } from '../../auth/authorize.ts';
import type { Credential } from '../../auth/credential.ts';
import type { MassHold } from '../../life/guard.ts';
import type { StoredResource } from '../../life/stored-resource.ts';
import type { FeedEntry } from '../ports/feed.ts';
import type { Tombstone } from '../ports/tombstones.ts';
import type { AttributeMap } from './attribute-map.ts';
import type { AnyItem, Key } from './key.ts';
import type { INDEXES } from './shape.ts';

/** What is under each key; docs/data-model.md tells why. */

/**
 * A resource. `writeId` names the write that left it like this, so that a writer recognizes its
 * own.
 */
export type ResourceItem = Key &
  Omit<StoredResource, 'attributes'> & { readonly attributes: AttributeMap; readonly writeId: string };

export interface ClaimItem extends Key {
  readonly id: string;
}

/**
 * A shard counts the ids that begin with its character (its sort key), in all and by their second
 * character.
 */
export interface CounterItem extends Key {
  readonly count: number;
  readonly [slot: string]: number | string;
}

export interface MemberItem extends Key {
  readonly id: string;
  readonly memberType?: string;
  readonly sent?: AttributeMap;
}

/** A part of a change of members that was written down before it was decided. */
export interface IntentPart extends Key {
  readonly add: readonly { readonly id: string; readonly type?: string; readonly sent?: AttributeMap }[];
  readonly remove: readonly string[];
}

/** A group that a deleted resource was in. */
export interface FormerItem extends Key {
  readonly group: string;
}

/** A resource and what stands beside it. */
export type ResourcePartitionItem = ResourceItem | MemberItem | IntentPart | FormerItem;

export type TombstoneItem = Key & Tombstone;
export type HoldItem = Key & MassHold;

/** Up to when the soft deletes have been looked at for more than a directory loses in an hour. */
export interface GuardItem extends Key {
  readonly upTo: string;
}

/** Counts the times that a group became a member of a group. */
export interface NestingItem extends Key {
  readonly turn: number;
}

/** Numbers from `reserved` on were never used for an item of the feed. */
export interface FeedHead extends Key {
  readonly reserved: number;
}

export interface FeedItem extends Key {
  /** When it was appended, ISO 8601. */
  readonly at: string;
  readonly entries: readonly FeedEntry[];
  /** Which changes these are, by the ids of their events. */
  readonly batch: string;
}

/** Ten minutes of traffic; store/traffic.ts tells what the names of its attributes are made of. */
export type TrafficItem = AnyItem;

type Ttl = { readonly ttl?: number };
type Listed = Readonly<Record<(typeof INDEXES.listing)['partition' | 'sort'], string>>;

/** The earliest credentials have no kind: they are bearer tokens. */
type EarlyCredential = Omit<Credential, 'kind'> & { readonly kind?: undefined };
export type CredentialItem = Key & Listed & Ttl & (StoredCredential | EarlyCredential);

export type AccessTokenItem = Key & Ttl & AccessToken;

export interface SecretItem extends Key {
  readonly bytes: Uint8Array;
}
