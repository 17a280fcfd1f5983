import type { StoredResource } from '../life/stored-resource.ts';
import { invalidValue, notFound, show, tooMany, unavailable, uniqueness, type ScimError } from '../scim/errors.ts';
import { claimAttributes } from '../scim/query/indexed-attributes.ts';
import type { IndexValue } from '../scim/query/index-values.ts';
import type { ResourceType } from '../scim/schemas/resource-type.ts';
import { MAX_ANSWER_BYTES } from './answer-size.ts';
import type { Rewritten } from './rewrite.ts';

/**
 * 404: to a client, what is deleted or erased is not there (RFC 7644 §3.6); the detail tells an
 * admin what became of it and what helps.
 */
export function noSuchResource(type: ResourceType, id: string, stored?: StoredResource): ScimError {
  const name = `${type.name} "${id.slice(0, 80)}"`;
  if (stored?.erasedAt !== undefined)
    return notFound(
      `${name} was erased on ${stored.erasedAt.slice(0, 10)}, and an id is never used again; ` +
        'if the person is back, choose "Restart provisioning" on the Provisioning page of the application in the Entra portal: ' +
        'it forgets the old id, and the person is created anew',
    );
  if (stored?.deletedAt !== undefined && type.members !== undefined)
    return notFound(
      `${name} was deleted on ${stored.deletedAt.slice(0, 10)}; until it is purged, an operator can bring it back ` +
        '("scim group restore"), with its members; a POST makes a new one',
    );
  if (stored?.deletedAt !== undefined)
    return notFound(
      `${name} was deleted on ${stored.deletedAt.slice(0, 10)}; until it is erased, an operator can bring it back ` +
        '("scim user restore"); creating the same person again by a POST of its own, with the same externalId, brings it back too',
    );
  return notFound(`there is no ${name.replace(' ', ' with id ')}; it was never created here, or it was deleted`);
}

/** What a client is told about a rewrite that was refused: 409, 429 or 503. */
export const refusalOf = (type: ResourceType, id: string, outcome: Refused): ScimError =>
  outcome.reason === 'taken'
    ? taken(type, outcome.claim, outcome.owner)
    : outcome.reason === 'busy'
      ? tooManyWriters(type, id)
      : stillChanging(type, id, outcome.seconds);

type Refused = Extract<Rewritten<unknown>, { ok: false }>;

/**
 * 409: another resource has a value that is unique (RFC 7644 §3.3). Who sends a POST again because
 * its answer was lost learns from the id what has become of it.
 */
function taken(type: ResourceType, { attribute, value }: IndexValue, owner?: string): ScimError {
  const isExact = claimAttributes(type).find(({ path }) => path === attribute)?.attribute.caseExact === true;
  return uniqueness(
    `another ${type.name}${owner === undefined ? '' : ` (id ${show(owner)})`} has ${attribute} ${show(value)} already (compared ${isExact ? 'exactly' : 'without regard to case'}); ` +
      `change the value, or match the existing ${type.name} by it instead of creating a second one`,
  );
}

/** 429: others changed the resource every time; the client may try again after 2 seconds. */
const tooManyWriters = (type: ResourceType, id: string): ScimError =>
  unavailable(
    `${type.name} "${id}" is being changed by too many requests at once; send the request again after the time in Retry-After`,
    429,
    2,
  );

/** 503: an earlier change of many members comes first. */
const stillChanging = (type: ResourceType, id: string, seconds: number): ScimError =>
  unavailable(
    `an earlier change of many members of ${type.name} "${id}" is still carried out, for about ${seconds} s; nothing was changed, send the request again then`,
    503,
    seconds,
  );

/** 400: a group that contains the group it is to be in. */
export const inCircle = (id: string): ScimError =>
  invalidValue(
    `"members" names the group "${id.slice(0, 80)}", which contains this group, directly or through others; ` +
      'a group cannot be in itself, so take this group out of that one first',
  );

/** 400: more members than a change of a whole list can be about. */
export const tooManyToList = (max: number): ScimError =>
  tooMany(`the group has more than ${max} members; add and remove members by their ids`);

/** 400: more members, or groups, than an answer can hold. */
export function tooManyToShow(type: ResourceType, id: string): ScimError {
  const name = type.members ?? type.memberships ?? '';
  const apart = type.members === undefined ? `/Groups?filter=members.value` : '/Users?filter=groups.value';
  return tooMany(
    `${type.name} "${id}" has more ${name} than one answer can hold (${MAX_ANSWER_BYTES} bytes); ` +
      `read it with excludedAttributes=${name}, ` +
      `and its ${name} page by page with GET ${apart} eq "${id}"&cursor=&count=1000`,
  );
}
