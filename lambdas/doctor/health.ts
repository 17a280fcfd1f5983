import pMap from 'p-map';
import { referenceAttributes } from '../scim/query/indexed-attributes.ts';
import { isUuid } from '../scim/resource/uuid.ts';
import { elementsAt } from '../scim/schemas/values-at.ts';
import { groupType, userType } from '../tenant/resource-types.ts';
import type { ListingStore } from '../store/ports/listing.ts';
import type { MemberStore } from '../store/ports/members.ts';
import type { ResourceStore } from '../store/ports/resources.ts';
import type { RetentionStore } from '../store/ports/retention.ts';
import type { EndingReader } from '../store/ports/credentials.ts';
import type { TrafficReader } from '../store/ports/traffic.ts';
import { diagnose, type Health } from './diagnose.ts';
import { gatherEvidence, RECORD_DAYS, type DirectoryFacts } from './evidence.ts';
import { DAY } from '../duration.ts';
import type { Bucket } from '../traffic/bucket.ts';

/**
 * How long ago and how much is looked at: 300 buckets are a week of Entra's visits, or two months
 * of a job in quarantine.
 */
export const RECORD = { days: RECORD_DAYS, buckets: 300 };
const SAMPLE = { users: 100, groups: 25, deleted: 100 };
const PARALLEL = 8;
const [manager] = referenceAttributes(userType);
const managersOf = manager ? elementsAt(manager) : () => [];

export interface HealthContext {
  readonly store: Pick<ResourceStore, 'getMany'> &
    Pick<ListingStore, 'count' | 'listIds'> &
    Pick<MemberStore, 'pageMembers'> &
    Pick<RetentionStore, 'listSoftDeleted' | 'listHolds'>;
  readonly traffic: TrafficReader;
  readonly credentials: EndingReader;
  /** Now, ISO 8601 UTC. */
  readonly now: () => string;
}

/**
 * How provisioning stands, from the record of the traffic, a look at the directory, and what was
 * noted of credentials that end: at most about 650 small items are read, and one per such credential.
 */
export async function readHealth(context: HealthContext): Promise<Health> {
  const time = context.now();
  const [buckets, facts] = await Promise.all([readRecord(context.traffic, time), readFacts(context)]);
  return diagnose(gatherEvidence(buckets, facts, Date.parse(time)));
}

/** The same without the traffic: a look at the directory, and what was noted of credentials. */
export async function readFacts({ store, credentials, now }: Omit<HealthContext, 'traffic'>): Promise<DirectoryFacts> {
  const [facts, ending] = await Promise.all([lookAround(store), credentials.listEnding(now())]);
  return { ...facts, ending };
}

/** The record of the traffic as far as it is looked at; `now` is ISO 8601. */
export const readRecord = (traffic: TrafficReader, now: string): Promise<Bucket[]> =>
  traffic.since(new Date(Date.parse(now) - RECORD.days * DAY).toISOString(), RECORD.buckets);

const hasObjectId = (externalId: unknown): boolean => typeof externalId === 'string' && isUuid(externalId);

async function lookAround(store: HealthContext['store']): Promise<Omit<DirectoryFacts, 'ending'>> {
  const [users, groups, sampledUsers, sampledGroups, { found: gone }, holds] = await Promise.all([
    store.count(userType.name),
    store.count(groupType.name),
    sample(store, userType.name, SAMPLE.users),
    store.listIds(groupType.name, { limit: SAMPLE.groups }),
    store.listSoftDeleted('DELETED', { limit: SAMPLE.deleted }),
    store.listHolds(),
  ]);
  const members = await pMap(sampledGroups.ids, (id) => store.pageMembers(groupType.name, id, { limit: 1 }), {
    concurrency: PARALLEL,
  });
  const deleted = gone.filter(({ type }) => type === userType.name);
  return {
    users,
    groups,
    sampledUsers: sampledUsers.length,
    usersWithManager: sampledUsers.filter(({ attributes }) => managersOf(attributes).length > 0).length,
    usersWithObjectId: sampledUsers.filter(({ attributes }) => hasObjectId(attributes['externalId'])).length,
    sampledGroups: members.length,
    emptyGroups: members.filter((page) => page === undefined || page.members.length === 0).length,
    sampledDeleted: deleted.length,
    deletedAtOnce: deleted.filter(({ softDeletedAt, deletedAt }) => softDeletedAt === deletedAt).length,
    holds: holds.filter(({ state }) => state === 'held').length,
  };
}

async function sample(store: HealthContext['store'], type: string, limit: number) {
  const { ids } = await store.listIds(type, { limit });
  return ids.length === 0 ? [] : store.getMany(type, ids);
}
