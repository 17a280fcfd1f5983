import { isObject, type Json } from '../scim/json.ts';
import { clears, membersReason, setsActiveFalse, setsManager, touchesMembers } from './patch-content.ts';
import type { Seen, TrafficKind } from './kinds.ts';

/**
 * A request that was answered. `route` is below the SCIM base, as in "/Users/{id}"; undefined for a
 * path that is no route.
 */
export interface Finished {
  readonly route: string | undefined;
  readonly method: string;
  readonly id: string;
  readonly filter: string | undefined;
  /** Parsed; undefined where there is none, or it could not be. */
  readonly body: unknown;
  readonly status: number;
  readonly scimType: string | undefined;
  /** `totalResults` of a list. */
  readonly found: number | undefined;
  /** An attribute's name as its schema spells it; undefined where no schema has it. */
  readonly nameInSchema: (name: string) => string | undefined;
}

const GUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const ATTRIBUTE = String.raw`([A-Za-z$][\w:.$-]{0,120})(?:\[[^\]]*\])?(?:\.\w+)?`;
const PROBE = new RegExp(String.raw`^\s*${ATTRIBUTE}\s+eq\s+"?${GUID}"?\s*$`, 'i');
const COMPARISON = new RegExp(String.raw`^\s*${ATTRIBUTE}\s+[a-z]{2}\b`, 'i');
/** Ids are GUIDs, too: a filter by these looks for something that exists. */
const BY_ID = /^(?:id|manager|members|groups|urn:.*:manager)(?:\.value)?$/i;

/**
 * What a finished request was and how it ended, without anything personal: the name of an attribute
 * may be told, a value never.
 */
export function classify(request: Finished): Seen {
  const { status } = request;
  const kind = kindOf(request);
  const mark = markOf(kind, request);
  return { kind, status, reason: reasonOf(kind, request), ...(mark !== undefined && { mark }) };
}

const RESOURCE_KINDS: Readonly<Record<string, Readonly<Record<string, TrafficKind>>>> = {
  '/Users': { GET: 'userQuery', POST: 'userCreate' },
  '/Users/.search': { POST: 'userQuery' },
  '/Users/{id}': { GET: 'userRead', PUT: 'userReplace', PATCH: 'userPatch', DELETE: 'userDelete' },
  '/Groups': { GET: 'groupQuery', POST: 'groupCreate' },
  '/Groups/.search': { POST: 'groupQuery' },
  '/Groups/{id}': { GET: 'groupRead', PUT: 'groupPatch', PATCH: 'groupPatch', DELETE: 'groupDelete' },
  '/Bulk': { POST: 'bulk' },
};
const DISCOVERY = /^\/(?:ServiceProviderConfigs?|ResourceTypes|Schemas|Me)\b/;
/** Whoever ends the Tenant URL in /Users asks for a user with the id "Users". */
const ENDPOINT_AS_ID = /^(?:Users|Groups)$/i;

function kindOf(request: Finished): TrafficKind {
  const { route, method, id, body } = request;
  if (route === undefined || ENDPOINT_AS_ID.test(id)) return 'unknownRoute';
  if (DISCOVERY.test(route)) return 'discovery';
  const kind = RESOURCE_KINDS[route]?.[method === 'HEAD' ? 'GET' : method] ?? 'other';
  if ((kind === 'userQuery' || kind === 'groupQuery') && isProbe(request)) return 'probe';
  if (kind === 'userPatch' && setsActiveFalse(body)) return 'userDisable';
  if (kind === 'groupPatch' && touchesMembers(body)) return 'groupMembers';
  return kind;
}

/**
 * Something random is looked for and not found. An object id in externalId that is new here looks
 * the same; its POST follows.
 */
function isProbe({ filter, found = 0 }: Finished): boolean {
  const attribute = PROBE.exec(filter ?? '')?.[1];
  return attribute !== undefined && !BY_ID.test(attribute) && found === 0;
}

function reasonOf(kind: TrafficKind, request: Finished): string {
  const { status, scimType, body } = request;
  if (scimType === 'invalidFilter') return filterReason(request);
  if (status >= 400) return scimType ?? '-';
  if (kind === 'groupMembers') return membersReason(body);
  if (kind === 'userPatch' && setsManager(body)) return 'manager';
  if (kind === 'userPatch' && clears(body)) return 'clears';
  if (kind === 'groupCreate' && isObject(body) && isFilled(body['members'])) return 'members';
  return '-';
}

/** Stands for the name of an attribute that no schema has. */
export const UNKNOWN_NAME = '?';

const isFilled = (value: Json | undefined): boolean => Array.isArray(value) && value.length > 0;

/**
 * "cut" where a quote is not closed, as when "#" or "&" in a value ended the query; else the
 * attribute that cannot be filtered by, "?" where no schema has it: a client invents as many names as
 * it likes.
 */
function filterReason({ filter = '', nameInSchema }: Finished): string {
  const quotes = filter.replaceAll(/\\./g, '').split('"').length - 1;
  if (quotes % 2 === 1) return 'cut';
  const attribute = COMPARISON.exec(filter)?.[1];
  return attribute === undefined ? 'invalidFilter' : `attribute:${nameInSchema(attribute) ?? UNKNOWN_NAME}`;
}

function markOf(kind: TrafficKind, { route = '', id, body, status }: Finished): Seen['mark'] {
  if ((kind === 'userPatch' || kind === 'userDisable') && status < 300)
    return { name: 'patch', text: `${id} ${JSON.stringify(body)}` };
  if ((kind === 'userCreate' || kind === 'groupCreate') && status === 409)
    // All of what was sent: a hash of the name alone could be guessed.
    return { name: 'conflict', text: `${route} ${JSON.stringify(body)}` };
  if ((kind === 'userRead' || kind === 'groupRead') && status === 404)
    return { name: 'missing', text: `${route} ${id}` };
  return undefined;
}
