import { createHash } from 'node:crypto';
import type { IndexValue } from '../../scim/query/index-values.ts';
import type { DuePartition } from '../ports/retention.ts';

/** Every key of the table is spelled in this file and nowhere else. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** DynamoDB ends at 2,048 bytes for `pk` and 1,024 for `sk`; longer parts than this are hashed. */
const MAX_PART_BYTES = 512;
const HASH_PREFIX = 'sha256:';

const sha256 = (text: string) => createHash('sha256').update(text).digest();

/** A value that looks like a hash is hashed too, so that no short value can pose as a long one. */
function bounded(value: string): string {
  if (Buffer.byteLength(value) <= MAX_PART_BYTES && !value.startsWith(HASH_PREFIX)) return value;
  return HASH_PREFIX + sha256(value).toString('hex');
}

export function resourceKey(type: string, id: string): Key {
  return { pk: `${type.toUpperCase()}#${bounded(id)}`, sk: type.toUpperCase() };
}

export function claimKey(type: string, { attribute, value }: IndexValue): Key {
  return { pk: `UNIQUE#${type}.${attribute}#${bounded(value)}`, sk: 'CLAIM' };
}

/** The partition that holds one entry per resource with this value. */
export function lookupPartition(type: string, { attribute, value }: IndexValue): string {
  return `LOOKUP#${type}.${attribute}#${bounded(value)}`;
}

export function lookupKey(type: string, lookup: IndexValue, id: string): Key {
  return { pk: lookupPartition(type, lookup), sk: id };
}

/** The partition that holds all shards of a counter. */
export function counterPartition(type: string): string {
  return `COUNTER#${type}`;
}

/** The first character of the id picks the shard, so that shards are stretches of the listing, and a resource leaves the one it was counted in. */
export function counterKey(type: string, id: string): Key {
  return { pk: counterPartition(type), sk: id.charAt(0) };
}

/** Keys in the `listing` index, ordered by id. */
export function listingKey(type: string, id: string) {
  return { listPk: type.toUpperCase(), listSk: bounded(id) };
}

/** Keys in the `due` index, ordered by the moment of the soft delete. All that a purge wants to know is in them, as the index projects nothing else. */
export function dueKey(partition: DuePartition, type: string, id: string, { softDeletedAt = '', deletedAt = '' }) {
  return { duePk: partition, dueSk: `${softDeletedAt}#${deletedAt}#${type}#${id}` };
}

/** Above every `dueSk` of this moment and below those of the next millisecond: "$" follows "#". */
export function dueUpTo(moment: string): string {
  return `${moment}$`;
}

export function parseDueSk(dueSk: string) {
  const [softDeletedAt = '', deletedAt = '', type = '', ...id] = dueSk.split('#');
  return { type, id: id.join('#'), softDeletedAt, ...(deletedAt !== '' && { deletedAt }) };
}

/** The groups that a deleted resource was in, kept beside it until it is restored or erased. They sort before its own item. */
export const FORMER_FROM = 'FORMER#';

export function formerKey(type: string, id: string, groupId: string): Key {
  return { pk: resourceKey(type, id).pk, sk: `${FORMER_FROM}${groupId}` };
}

/** Intervals of soft deletes that no purge touches. */
export const HOLDS_PARTITION = 'HOLD';

export function holdKey(id: string): Key {
  return { pk: HOLDS_PARTITION, sk: id };
}

/** Up to when the soft deletes have been looked at for more than a directory loses in an hour. */
export const GUARD_KEY: Key = { pk: 'GUARD', sk: 'GUARD' };

export function credentialKey(keyId: string): Key {
  return { pk: `CREDENTIAL#${keyId}`, sk: 'CREDENTIAL' };
}

/** Keys in the `listing` index by which an operator lists the credentials. */
export function credentialListingKey(keyId: string) {
  return { listPk: 'CREDENTIAL', listSk: keyId };
}

/** An access token by its id. */
export function accessTokenKey(tokenId: string): Key {
  return { pk: `ACCESS#${tokenId}`, sk: 'ACCESS' };
}

/** An assertion that was used, by its issuer and its `jti`, which may be any text. */
export function assertionKey(issuer: string, jti: string): Key {
  return { pk: `ASSERTION#${sha256(JSON.stringify([issuer, jti])).toString('hex')}`, sk: 'ASSERTION' };
}

export function secretKey(purpose: string): Key {
  return { pk: `SECRET#${purpose}`, sk: 'SECRET' };
}

/** A membership is an item beside the group's own, which sorts before it; the `inverse` index finds the groups of a member. */
const MEMBER = 'MEMBER#';

export function memberKey(groupType: string, groupId: string, memberId: string): Key {
  return { pk: resourceKey(groupType, groupId).pk, sk: `${MEMBER}${bounded(memberId)}` };
}

/** Every membership of a group lies between these two: "$" follows "#". */
export const MEMBERS_FROM = MEMBER;
export const MEMBERS_TO = 'MEMBER$';

export function inverseKey(groupId: string, memberId: string) {
  return { inversePk: bounded(memberId), inverseSk: groupId };
}

/** Parts of changes that are too large for one transaction; they sort before the group's own item. */
export const CHANGES_FROM = 'CHANGE#';

export const changePrefix = (changeId: string): string => `${CHANGES_FROM}${changeId}#`;

export function changeKey(groupType: string, groupId: string, changeId: string, part: number): Key {
  return { pk: resourceKey(groupType, groupId).pk, sk: `${changePrefix(changeId)}${String(part).padStart(4, '0')}` };
}

/** The resources that went and may still have memberships. */
export const TOMBSTONES_PARTITION = 'DEPARTED';

export function tombstoneKey(id: string): Key {
  return { pk: TOMBSTONES_PARTITION, sk: bounded(id) };
}

/** Counts the times that a group became a member of a group: those who do that at the same time must not make a circle. */
export const NESTING_KEY: Key = { pk: 'NESTING', sk: 'NESTING' };

/** The list of changes: one partition whose items are numbered from 1, and beside them the number of the last one. */
export const FEED_HEAD: Key = { pk: 'FEED', sk: 'FEED' };

/** Digits sort before letters, so that the head is above every item. */
export const FEED_ITEMS = { to: '9'.repeat(12) };

export function feedKey(item: number): Key {
  return { pk: FEED_HEAD.pk, sk: String(item).padStart(12, '0') };
}

/** What is counted about the requests, ten minutes an item. */
export const TRAFFIC_PARTITION = 'TRAFFIC';

export function trafficKey(bucketStart: string): Key {
  return { pk: TRAFFIC_PARTITION, sk: bucketStart };
}

/** What an item is, by its key; `owner` is the sort key of the resource it stands beside. */
export type ItemKind =
  | { readonly kind: 'index' | 'counter' | 'resource' | 'other' }
  | { readonly kind: 'member' | 'change' | 'former'; readonly owner: string };

const OTHER = /^(?:CREDENTIAL#|ACCESS#|ASSERTION#|SECRET#|NESTING$|GUARD$|HOLD$|DEPARTED$|FEED$|TRAFFIC$)/;

export function parseItemKey({ pk, sk }: Key): ItemKind {
  if (pk.startsWith('UNIQUE#') || pk.startsWith('LOOKUP#')) return { kind: 'index' };
  if (pk.startsWith('COUNTER#')) return { kind: 'counter' };
  if (OTHER.test(pk)) return { kind: 'other' };
  const [owner = ''] = pk.split('#');
  if (sk.startsWith(MEMBER)) return { kind: 'member', owner };
  if (sk.startsWith(CHANGES_FROM)) return { kind: 'change', owner };
  if (sk.startsWith(FORMER_FROM)) return { kind: 'former', owner };
  return { kind: sk === owner ? 'resource' : 'other' };
}
