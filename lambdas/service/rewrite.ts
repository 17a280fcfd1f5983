import { invalidValue, show, unavailable, uniqueness } from '../scim/errors.ts';
import type { Member, MemberFacts } from '../scim/members/delta.ts';
import { claimAttributes } from '../scim/query/index-values.ts';
import type { IndexValue } from '../scim/resource/resource.ts';
import { isVisible, type StoredResource } from '../life/stored-resource.ts';
import type { ResourceType } from '../scim/schemas/resource-type.ts';
import type { WriteOptions } from '../store/ports/resources.ts';
import { getById, noSuchResource } from './answer.ts';
import type { Context } from './context.ts';
import { checkSize, indexed } from './indexed.ts';
import { checkIfMatch } from './preconditions.ts';

/** Fifty clients that change one resource at once all succeed well within this; beyond it the client is asked to come back. */
const MAX_ATTEMPTS = 100;

/** What a change works with. */
export type Writing = Pick<Context, 'store' | 'now' | 'pause'>;

/** A resource before a change, with what the change has to know about members. */
export interface Current {
  readonly resource: StoredResource | undefined;
  readonly facts: MemberFacts;
  /** All members, where the change needs them. */
  readonly members?: readonly Member[];
}

/** What a change makes of a resource: 'erase' when nothing is to be left. */
export interface Change {
  readonly next: StoredResource | 'erase';
  readonly beside?: WriteOptions;
}

export interface Changed {
  readonly resource: StoredResource;
  /** What the change was made of. */
  readonly before: StoredResource;
  /** Whether its version is known: it is not when others changed members at the same time. */
  readonly exact: boolean;
}

export type Compute = (current: StoredResource, state: Current) => Promise<Change | undefined> | Change | undefined;

const NO_FACTS: MemberFacts = { members: new Set(), resources: new Map() };

export const readAlone = async (context: Writing, type: ResourceType, id: string): Promise<Current> => ({
  resource: await getById(context, type, id),
  facts: NO_FACTS,
});

/**
 * Reads a visible resource, lets `compute` make the next state of it, and writes that on condition that nobody else wrote in between; when
 * somebody did, `compute` runs again on what they left, so that no change is lost. `compute` answers undefined when nothing changes, and then
 * nothing is written. Returns the resource as it is afterwards. Throws 404, 409, 412 and 503 as ScimError.
 */
export async function changeResource(
  context: Writing,
  type: ResourceType,
  id: string,
  ifMatch: string | undefined,
  compute: Compute,
  read = () => readAlone(context, type, id),
): Promise<Changed> {
  let state = await read();
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const { resource } = state;
    if (!isVisible(resource)) throw noSuchResource(type, id, resource);
    if (resource.pending) {
      await settle(context, resource, attempt);
      state = await read();
      continue;
    }
    checkIfMatch(ifMatch, resource);
    const change = await compute(resource, state);
    if (!change) return { resource, before: resource, exact: true };
    const { next, beside } = change;
    if (next !== 'erase') checkSize(next);
    const outcome = await context.store.write(
      indexed(type, resource),
      next === 'erase' ? undefined : indexed(type, next),
      beside,
    );
    if (outcome.ok) {
      return { resource: next === 'erase' ? resource : next, before: resource, exact: beside?.commutative !== true };
    }
    if (outcome.reason === 'taken') throw taken(type, outcome.claim);
    await context.pause(attempt + 1);
    state = await read();
  }
  throw unavailable(`${type.name} "${id}" is being changed by too many requests at once; try again`, 503, 2);
}

/** Longer than whoever decided a change needs to carry it out; then somebody else does. */
const PATIENCE_MS = 5_000;

/** A large change of members has to be carried out before the next one: by whoever decided it, unless they seem to be gone. */
async function settle(context: Writing, resource: StoredResource, attempt: number): Promise<void> {
  const age = Date.parse(context.now()) - Date.parse(resource.pending?.since ?? '');
  if (age >= 0 && age < PATIENCE_MS) await context.pause(attempt + 1);
  else await context.store.rollForward(resource);
}

/** 409: another resource has a value that is unique (RFC 7644 §3.3). */
export function taken(type: ResourceType, { attribute, value }: IndexValue) {
  const isExact = claimAttributes(type).find(({ path }) => path === attribute)?.attribute.caseExact === true;
  return uniqueness(
    `another ${type.name} has ${attribute} ${show(value)} already (compared ${isExact ? 'exactly' : 'without regard to case'}); ` +
      `change the value, or match the existing ${type.name} by it instead of creating a second one`,
  );
}

/** 400: a group that contains the group it is to be in. */
export const inCircle = (id: string) =>
  invalidValue(
    `"members" names the group "${id.slice(0, 80)}", which contains this group, directly or through others; a group cannot be in itself, so take this group out of that one first`,
  );
