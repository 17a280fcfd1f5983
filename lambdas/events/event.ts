import { sameJson, type Json } from '../scim/json.ts';
import { flatten, mayBeShown } from '../scim/resource/flat-attributes.ts';
import type { Attributes } from '../scim/resource/resource.ts';
import type { StoredResource } from '../life/stored-resource.ts';
import { stateOf } from '../life/lifecycle.ts';
import type { ResourceType } from '../scim/schemas/resource-type.ts';
import { meaningOf, type Change, type ChangeKind } from './change.ts';

/**
 * What a consumer is told, under the event's name as detail-type; its JSON Schemas are in
 * docs/events.
 */
export interface ChangeEvent {
  readonly tenant: string;
  /** As in "user.created". */
  readonly event: string;
  /** Names one version of one resource: whoever has seen it has seen this change. */
  readonly eventId: string;
  readonly type: string;
  readonly id: string;
  readonly version: number;
  /**
   * The version that the change was made to; a consumer that has seen another one missed something.
   * Not there for what is new or replayed.
   */
  readonly previousVersion?: number;
  /**
   * When the directory was restored to an earlier time, in seconds since 1970: a consumer that hears of
   * another epoch than the last one reads everything again. Not there: never.
   */
  readonly epoch?: number;
  /** ISO 8601 UTC. */
  readonly time: string;
  /** Names of attributes; those of an extension with its URN. */
  readonly changed: readonly string[];
  /** The values of `changed`, null for what was removed. Only where the tenant wants values. */
  readonly values?: Readonly<Record<string, Json>>;
  /** There are values, and they are more than an event can carry. */
  readonly valuesOmitted?: true;
  /** Of user.restored: a client created the person again. Not there: an operator brought it back. */
  readonly revived?: true;
  /** It tells what is, not what happened. */
  readonly replayed?: true;
}

export interface EventSettings {
  readonly tenant: string;
  readonly types: readonly ResourceType[];
  /** Whether values are told, besides the names. */
  readonly values: boolean;
  /** That of the table; 0 where it was never restored. */
  readonly epoch: number;
}

/** EventBridge takes 256 KB per entry, in which the detail is not alone. */
const MAX_DETAIL_BYTES = 240 * 1024;

/** The event of a change; undefined for one that concerns nobody. */
export function eventOf(settings: EventSettings, change: Change): ChangeEvent | undefined {
  const { before, after, at } = change;
  const resource = after ?? before;
  const type = settings.types.find(({ name }) => name === resource?.type);
  const kind = meaningOf(change);
  if (!resource || !type || !kind) return undefined;
  const changed = changedAttributes(type, kind, before?.attributes ?? {}, after?.attributes ?? {});
  const named = kind === 'updated' && type.members !== undefined && changed.size === 0 ? 'members.changed' : kind;
  return build(settings, type, named, changed, {
    resource,
    // What nothing is left of went with one more change.
    version: after?.version ?? resource.version + 1,
    time: after?.lastModified ?? at,
    ...(before && { previousVersion: before.version }),
  });
}

/**
 * What stands now, for a consumer that may have missed how it came about; undefined for a type that
 * the tenant does not have any more.
 */
export function replayOf(settings: EventSettings, resource: StoredResource): ChangeEvent | undefined {
  const type = settings.types.find(({ name }) => name === resource.type);
  if (!type) return undefined;
  const kind = ({ active: 'updated', deactivated: 'deactivated', deleted: 'deleted', erased: 'erased' } as const)[
    stateOf(resource)
  ];
  const changed = changedAttributes(type, kind, {}, resource.attributes);
  const { version, lastModified: time } = resource;
  return { ...build(settings, type, kind, changed, { resource, version, time }), replayed: true };
}

/** A version may have been told of before a restore, as another change: then the epoch tells them apart. */
export const eventIdOf = (
  tenant: string,
  { type, id, version, epoch }: Pick<ChangeEvent, 'type' | 'id' | 'version'> & { readonly epoch: number },
): string => `${tenant}/${type}/${id}/${version}${epoch === 0 ? '' : `/${epoch}`}`;

function build(
  { tenant, values, epoch }: EventSettings,
  type: ResourceType,
  kind: ChangeKind,
  changed: ReadonlyMap<string, Json | undefined>,
  about: {
    readonly resource: StoredResource;
    readonly version: number;
    readonly previousVersion?: number;
    readonly time: string;
  },
): ChangeEvent {
  const { resource, version, previousVersion, time } = about;
  const event = {
    tenant,
    event: `${type.name.toLowerCase()}.${kind}`,
    eventId: eventIdOf(tenant, { type: type.name, id: resource.id, version, epoch }),
    type: type.name,
    id: resource.id,
    version,
    ...(previousVersion !== undefined && { previousVersion }),
    ...(epoch !== 0 && { epoch }),
    ...(kind === 'restored' && resource.revived && { revived: resource.revived }),
    time,
    changed: [...changed.keys()].toSorted(),
  };
  return values && changed.size > 0 ? withValues(event, type, changed) : event;
}

function withValues(
  event: ChangeEvent,
  type: ResourceType,
  changed: ReadonlyMap<string, Json | undefined>,
): ChangeEvent {
  const shown = [...changed].filter(([name]) => mayBeShown(type, name));
  const full = { ...event, values: Object.fromEntries(shown.map(([name, value]) => [name, value ?? null])) };
  if (Buffer.byteLength(JSON.stringify(full)) <= MAX_DETAIL_BYTES) return full;
  return { ...event, valuesOmitted: true };
}

/**
 * The attributes that differ, by name. What comes (back) comes with all it has; what goes leaves no
 * names behind.
 */
function changedAttributes(
  type: ResourceType,
  kind: ChangeKind,
  before: Attributes,
  after: Attributes,
): ReadonlyMap<string, Json | undefined> {
  if (kind === 'deleted' || kind === 'erased') return new Map();
  const next = flatten(type, after);
  if (kind === 'created' || kind === 'restored') return next;
  const previous = flatten(type, before);
  const names = [...new Set([...previous.keys(), ...next.keys()])];
  return new Map(
    names.filter((name) => !sameJson(previous.get(name), next.get(name))).map((name) => [name, next.get(name)]),
  );
}
