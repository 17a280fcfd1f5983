import type { StoredResource } from '../life/stored-resource.ts';
import { unseenIn } from '../scim/fold.ts';
import { invalidValue, notFound, show, tooMany, unavailable, uniqueness, type ScimError } from '../scim/errors.ts';
import { claimAttributes } from '../scim/query/indexed-attributes.ts';
import type { IndexValue } from '../scim/query/index-values.ts';
import { nameOf } from '../scim/resource/characters.ts';
import type { Attributes } from '../scim/resource/resource.ts';
import type { ResourceType } from '../scim/schemas/resource-type.ts';
import { valuesAt } from '../scim/schemas/values-at.ts';
import { MAX_ANSWER_BYTES } from '../scim/messages/answer-size.ts';
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
      `${name} was deleted on ${stored.deletedAt.slice(0, 10)}; until it is erased, an operator can bring it back ("scim user restore"); ` +
        'a POST of the same person brings it back only by an externalId that both have, as the tenant file says under "revive" (Entra: map objectId onto externalId), and makes another user otherwise',
    );
  return notFound(`there is no ${name.replace(' ', ' with id ')}; it was never created here, or it was deleted`);
}

/**
 * What a client is told about a rewrite that was refused: 409, 429 or 503. `sent` is what the
 * resource would have become.
 */
export const refusalOf = (type: ResourceType, id: string, outcome: Refused, sent: Attributes): ScimError =>
  outcome.reason === 'taken'
    ? taken(type, outcome.claim, outcome.owner, sent)
    : outcome.reason === 'busy'
      ? tooManyWriters(type, id)
      : stillChanging(type, id, outcome.seconds);

type Refused = Extract<Rewritten<unknown>, { ok: false }>;

/**
 * 409: another resource has a value that is unique (RFC 7644 §3.3). Who sends a POST again because
 * its answer was lost learns from the id what has become of it; who sends a value that only looks the
 * same learns why it is.
 */
function taken(
  type: ResourceType,
  { attribute, value }: IndexValue,
  owner: string | undefined,
  sent: Attributes,
): ScimError {
  const claimed = claimAttributes(type).find(({ path }) => path === attribute);
  const isExact = claimed?.attribute.caseExact === true;
  const texts = claimed === undefined || isExact ? [] : valuesAt(claimed)(sent);
  const unseen = texts.flatMap((text) => (typeof text === 'string' ? unseenIn(text) : []));
  return uniqueness(
    `another ${type.name}${owner === undefined ? '' : ` (id ${show(owner)})`} has ${attribute} ${show(value)} already ` +
      `(compared ${isExact ? 'exactly' : 'without regard to case, blanks around it, and characters that cannot be seen'}` +
      `${unseen.length === 0 ? '' : `; the value sent holds ${unseen.slice(0, MAX_NAMED).map(nameOf).join(', ')}`}); ` +
      `change the value, or match the existing ${type.name} by it instead of creating a second one`,
  );
}

/** Characters that an error text names. */
const MAX_NAMED = 5;

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
