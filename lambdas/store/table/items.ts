import type { AccessToken } from '../../auth/access-token.ts';
import type { StoredCredential } from '../../auth/authorize.ts';
import type { Credential } from '../../auth/credential.ts';
import type { MassHold } from '../../life/guard.ts';
import type { StoredResource } from '../../life/stored-resource.ts';
import type { DirectorySize } from '../../life/directory-size.ts';
import type { FeedEntry } from '../ports/feed.ts';
import type { EarlierMembers, Image, KeptPart, LossEntry, MembersChange, Moved } from '../ports/images.ts';
import type { HistoryEntry } from '../ports/history.ts';
import type { FormerGroups } from '../ports/members.ts';
import type { Restored } from '../ports/restored.ts';
import type { ChangeOfMembers, Departed, Emptied, Lifted } from '../ports/unfinished.ts';
import type { DeadLetter, Delivery, Parked, WebhookSecret, WebhookState } from '../ports/webhooks.ts';
import type { Refusal } from '../../traffic/refusal.ts';
import type { AttributeMap } from './attribute-map.ts';
import type { AnyItem, Key } from './key.ts';
import type { INDEXES } from './shape.ts';

/** What is under each key; docs/data-model.md tells why. */

/**
 * A resource. `writeId` names the write that left it like this, so that a writer recognizes its
 * own. `moved` is what that write did to its members, for whoever reads the stream. Absent: nothing,
 * or a change of many, whose parts tell it.
 */
export type ResourceItem = Key &
  Omit<StoredResource, 'attributes'> & {
    readonly attributes: AttributeMap;
    readonly writeId: string;
    readonly moved?: Moved;
  };

export interface ClaimItem extends Key {
  readonly id: string;
}

/** A shard counts the ids that begin with its two characters (its sort key). */
export interface CounterItem extends Key {
  readonly count: number;
}

export interface MemberItem extends Key {
  readonly id: string;
  readonly memberType?: string;
  readonly sent?: AttributeMap;
  /** The life of the member that it belongs to. */
  readonly life: number;
  /** The generation of members of the group that it belongs to. */
  readonly generation: number;
}

/**
 * The groups of a member: an attribute for each, with the generation of its members. `ended`: the
 * resource was deleted, and these are the groups it was in. `turn` counts the changes.
 */
export interface MemberOfItem extends Key {
  readonly life: number;
  readonly ended?: true;
  readonly turn: number;
  readonly former?: FormerGroups;
  readonly [group: string]: number | string | true | FormerGroups | undefined;
}

/** A part of a change of members that is not carried out yet. */
export interface IntentPart extends Key {
  readonly add: readonly {
    readonly id: string;
    readonly type?: string;
    readonly sent?: AttributeMap;
    readonly life?: number;
  }[];
  readonly remove: readonly string[];
}

/** A resource and what stands beside it. */
export type ResourcePartitionItem = ResourceItem | MemberItem | IntentPart;

export type DepartedItem = Key & Departed;
export type ChangeEntry = Key & ChangeOfMembers;
export type EmptiedItem = Key & Emptied;

/** Groups in which a resource that came back may still have a membership of an earlier life. */
export interface StaleGroupsItem extends Key {
  readonly groups: readonly string[];
}

export type LiftedItem = Key & Lifted;

export type UnfinishedItem = DepartedItem | ChangeEntry | EmptiedItem | StaleGroupsItem | LiftedItem;
export type HoldItem = Key & MassHold;

/** A state of somebody on legal hold that was overwritten. */
export type HeldStateItem = Key &
  Omit<StoredResource, 'attributes' | 'pending' | 'generation'> & { readonly attributes: AttributeMap };

/** The groups of somebody on legal hold, when the hold began or a DELETE ended them. */
export interface HeldGroupsItem extends Key {
  readonly version: number;
  readonly at: string;
  readonly groups: readonly string[];
}

export type HeldItem = HeldStateItem | HeldGroupsItem;

/** Up to when the soft deletes have been looked at for more than a directory loses in an hour. */
export interface GuardItem extends Key {
  readonly upTo: string;
  /** How many there were, oldest first. Absent: not known. */
  readonly sizes?: readonly DirectorySize[];
}

/** When the hourly job ran to its end, ISO 8601. */
export interface HeartbeatItem extends Key {
  readonly at: string;
}

/** Who has a place for an export, nobody where there is no holder, and until when at the latest, ISO 8601. */
export interface ExportSlotItem extends Key {
  readonly holder?: string;
  readonly endsAt: string;
}

/** A resource as it was before the first change of an hour, or the first loss. */
export type ImageContent = Omit<Image, 'before'> & {
  readonly before: Omit<StoredResource, 'attributes'> & { readonly attributes: AttributeMap };
};
export type ImageItem = Key & Ttl & ImageContent;
export type LossItem = Key & Ttl & LossEntry;

/** What changes did to the members of a group, some that came together. */
export type MembersItem = Key & Ttl & { readonly changes: readonly MembersChange[] };
export type KeptPartItem = Key & Ttl & Pick<KeptPart, 'add' | 'remove'>;
export type EarlierMembersItem = Key & Ttl & Pick<EarlierMembers, 'ids'>;

/**
 * The number of the shape in which the table is written. `epoch` and `restored`: it was restored to an
 * earlier time. Absent: never.
 */
export interface ShapeItem extends Key {
  readonly shape: number;
  readonly epoch?: number;
  readonly restored?: Restored;
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

/** A change of one resource; its sort key is the version. */
export type HistoryItem = Key & Ttl & Omit<HistoryEntry, 'version'>;

/** Ten minutes of traffic; store/traffic/traffic.ts tells what the names of its attributes are made of. */
export type TrafficItem = AnyItem;

/**
 * A request that was refused, once in the order of time and once for each name of whom it was about, by
 * the hashes of which all of these are found; or how many of a minute were left out.
 */
export type JournalItem = Key &
  Ttl &
  ((Refusal & { readonly hashes: readonly string[]; readonly leftOut?: undefined }) | { readonly leftOut: number });

/** When somebody was erased. */
export type ErasedItem = Key & Ttl & { readonly at: string };

type Ttl = { readonly ttl?: number };
type Listed = Readonly<Record<(typeof INDEXES.listing)['partition' | 'sort'], string>>;

/** The earliest credentials have no kind: they are bearer tokens. */
type EarlyCredential = Omit<Credential, 'kind'> & { readonly kind?: undefined };
export type CredentialItem = Key & Listed & Ttl & (StoredCredential | EarlyCredential);

/** The key ids of what a setup link has made; `turn` counts the changes. */
export type SetupLinkItem = Key & Ttl & { readonly turn: number; readonly made: readonly string[] };

/** A token, or a secret of a client, that was used although it ends soon; without its hash. */
export interface EndingItem extends Key, Ttl {
  readonly keyId: string;
  readonly secretId?: string;
  readonly expiresAt: string;
  readonly lastUsedAt: string;
}

export type AccessTokenItem = Key & Ttl & AccessToken;

export interface SecretItem extends Key {
  readonly bytes: Uint8Array;
}

export type WebhookSecretItem = Key & WebhookSecret;
export type WebhookItem = Key & WebhookState;
export type DeliveriesItem = Key & { readonly deliveries: readonly Delivery[] };
export type ParkedItem = Key & Parked;
export type DeadLetterItem = Key & Ttl & { readonly letter: DeadLetter };
