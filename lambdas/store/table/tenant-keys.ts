import type {
  AccessTokenItem,
  ChangeEntry,
  CredentialItem,
  EndingItem,
  ExportSlotItem,
  DepartedItem,
  EmptiedItem,
  FeedHead,
  FeedItem,
  GuardItem,
  HeartbeatItem,
  HeldGroupsItem,
  HeldItem,
  HeldStateItem,
  HistoryItem,
  HoldItem,
  LiftedItem,
  NestingItem,
  SecretItem,
  SetupLinkItem,
  ShapeItem,
  StaleGroupsItem,
  TrafficItem,
  UnfinishedItem,
} from './items.ts';
import { bounded, sha256, type IndexPartition, type ItemKey, type Key, type Partition } from './key.ts';
import { INDEXES, PREFIXES } from './shape.ts';

/** The keys of what a tenant has beside its resources. */

/**
 * What is decided and not yet wholly carried out. The stream of the table tells the recovery function
 * of each new item here.
 */
export const UNFINISHED: Partition<UnfinishedItem> = { value: PREFIXES.unfinished };

const unfinishedKey = (kind: string, rest: string) => ({ pk: UNFINISHED.value, sk: `${kind}#${rest}` });
const kindRange = (kind: string) => ({ sort: ['BETWEEN', `${kind}#`, `${kind}$`] as const });

const KINDS = {
  departed: 'DEPARTED',
  stale: 'GROUPS',
  change: PREFIXES.intent,
  emptied: 'EMPTIED',
  lifted: 'LIFTED',
} as const;

export const departedKey = (id: string): ItemKey<DepartedItem> => unfinishedKey(KINDS.departed, bounded(id));
export const DEPARTED = kindRange(KINDS.departed);
export const staleGroupsKey = (id: string): ItemKey<StaleGroupsItem> => unfinishedKey(KINDS.stale, bounded(id));
export const changeEntryKey = (groupId: string, changeId: string): ItemKey<ChangeEntry> =>
  unfinishedKey(KINDS.change, `${groupId}#${changeId}`);
export const CHANGES = kindRange(KINDS.change);
export const emptiedKey = (groupId: string, generation: number): ItemKey<EmptiedItem> =>
  unfinishedKey(KINDS.emptied, `${groupId}#${generation}`);

export const liftedKey = (id: string): ItemKey<LiftedItem> => unfinishedKey(KINDS.lifted, bounded(id));

/** What a legal hold keeps of somebody, in the order of the versions. */
export const heldPartition = (id: string): Partition<HeldItem> => ({ value: `${PREFIXES.held}#${bounded(id)}` });
/** Below every key of this version and those after it. */
export const heldFrom = (version: number): string => String(version).padStart(12, '0');
export const heldStateKey = (id: string, version: number): ItemKey<HeldStateItem> => ({
  pk: heldPartition(id).value,
  sk: heldFrom(version),
});
export const heldGroupsKey = (id: string, version: number): ItemKey<HeldGroupsItem> => ({
  pk: heldPartition(id).value,
  sk: `${heldFrom(version)}#GROUPS`,
});

/** In which shape the table is written. */
export const SHAPE_KEY: ItemKey<ShapeItem> = { pk: PREFIXES.shape, sk: PREFIXES.shape };

/** Intervals of soft deletes that no purge touches. */
export const HOLDS: Partition<HoldItem> = { value: PREFIXES.hold };

export const holdKey = (id: string): ItemKey<HoldItem> => ({ pk: HOLDS.value, sk: id });

export const GUARD_KEY: ItemKey<GuardItem> = { pk: PREFIXES.guard, sk: PREFIXES.guard };

export const HEARTBEAT_KEY: ItemKey<HeartbeatItem> = { pk: PREFIXES.heartbeat, sk: PREFIXES.heartbeat };

/** A place for an export that is under way. */
export const exportSlotKey = (number: number): ItemKey<ExportSlotItem> => ({ pk: PREFIXES.export, sk: String(number) });

/** Those who nest groups at the same time must not make a circle. */
export const NESTING_KEY: ItemKey<NestingItem> = { pk: PREFIXES.nesting, sk: PREFIXES.nesting };

/** The list of changes: items that are numbered from 1, and above them the head. */
export const FEED: Partition<FeedItem> = { value: PREFIXES.feed };
export const FEED_AND_HEAD: Partition<FeedItem | FeedHead> = { value: FEED.value };

export const FEED_HEAD: ItemKey<FeedHead> = { pk: FEED.value, sk: PREFIXES.feed };

export const feedKey = (item: number): ItemKey<FeedItem> => ({ pk: FEED.value, sk: String(item).padStart(12, '0') });

/** Digits sort before letters, so that the head is above every item. */
export const LAST_FEED_ITEM = '9'.repeat(12);

export const isFeedHead = (item: Key): item is FeedHead => item.sk === FEED_HEAD.sk;
export const isFeedItem = (item: Key): item is FeedItem => !isFeedHead(item);
export const feedNumber = ({ sk }: FeedItem): number => Number(sk);

/** What happened to a resource, by its version. */
export const historyPartition = (type: string, id: string): Partition<HistoryItem> => ({
  value: `${PREFIXES.history}#${type.toUpperCase()}#${bounded(id)}`,
});

export const historyKey = (type: string, id: string, version: number): ItemKey<HistoryItem> => ({
  pk: historyPartition(type, id).value,
  sk: String(version).padStart(12, '0'),
});

export const versionIn = ({ sk }: HistoryItem): number => Number(sk);

/** What is counted about the requests, ten minutes an item. */
export const TRAFFIC: Partition<TrafficItem> = { value: PREFIXES.traffic };

export const trafficKey = (bucketStart: string): ItemKey<TrafficItem> => ({ pk: TRAFFIC.value, sk: bucketStart });

export const credentialKey = (keyId: string): ItemKey<CredentialItem> => ({
  pk: `${PREFIXES.credential}#${keyId}`,
  sk: PREFIXES.credential,
});

/** What a setup link has made. */
export const setupLinkKey = (keyId: string): ItemKey<SetupLinkItem> => ({
  pk: `${PREFIXES.setupLink}#${keyId}`,
  sk: PREFIXES.setupLink,
});

/** By which an operator lists the credentials. */
export const LISTED_CREDENTIALS: IndexPartition = { index: INDEXES.listing, value: PREFIXES.credential };

export const credentialListingKey = (keyId: string) => ({
  [INDEXES.listing.partition]: LISTED_CREDENTIALS.value,
  [INDEXES.listing.sort]: keyId,
});

/** What was used although it ends soon. */
export const ENDING: Partition<EndingItem> = { value: PREFIXES.ending };

export const endingKey = (keyId: string, secretId = ''): ItemKey<EndingItem> => ({
  pk: ENDING.value,
  sk: `${keyId}#${secretId}`,
});

/** An access token by its id. */
export const accessTokenKey = (tokenId: string): ItemKey<AccessTokenItem> => ({
  pk: `${PREFIXES.accessToken}#${tokenId}`,
  sk: PREFIXES.accessToken,
});

/** An assertion that was used, by its issuer and its `jti`, which may be any text. */
export const assertionKey = (issuer: string, jti: string): Key => ({
  pk: `${PREFIXES.assertion}#${sha256(JSON.stringify([issuer, jti])).toString('hex')}`,
  sk: PREFIXES.assertion,
});

export const secretKey = (purpose: string): ItemKey<SecretItem> => ({
  pk: `${PREFIXES.secret}#${purpose}`,
  sk: PREFIXES.secret,
});
