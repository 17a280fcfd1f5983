import { show, unavailable, uniqueness } from '../scim/errors.ts';
import { claimAttributes } from '../scim/resource/index-values.ts';
import type { IndexValue, StoredResource } from '../scim/resource/resource.ts';
import type { ResourceType } from '../scim/schemas/resource-type.ts';
import { getById, isVisible, noSuchResource } from './answer.ts';
import type { Context } from './context.ts';
import { checkSize, indexed } from './indexed.ts';
import { checkIfMatch } from './preconditions.ts';

/** Fifty clients that change one resource at once all succeed well within this; beyond it the client is asked to come back. */
const MAX_ATTEMPTS = 100;

/**
 * Reads a visible resource, lets `compute` make the next state of it, and writes that on condition that nobody else wrote in between; when
 * somebody did, `compute` runs again on what they left, so that no change is lost. `compute` answers undefined when nothing changes, and then
 * nothing is written, or 'erase' when nothing is to be left. Returns the resource as it is afterwards. Throws 404, 409, 412 and 503 as ScimError.
 */
export async function changeResource(
  context: Context,
  type: ResourceType,
  id: string,
  ifMatch: string | undefined,
  compute: (current: StoredResource) => StoredResource | 'erase' | undefined,
): Promise<StoredResource> {
  let current = await getById(context, type, id);
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    if (!isVisible(current)) throw noSuchResource(type, id);
    checkIfMatch(ifMatch, current);
    const next = compute(current);
    if (!next) return current;
    const erase = next === 'erase';
    if (!erase) checkSize(next);
    const outcome = await context.store.write(indexed(type, current), erase ? undefined : indexed(type, next));
    if (outcome.ok) return erase ? current : next;
    if (outcome.reason === 'taken') throw taken(type, outcome.claim);
    current = outcome.current;
    await context.pause(attempt + 1);
  }
  throw unavailable(`${type.name} "${id}" is being changed by too many requests at once; try again`, 503, 2);
}

/** 409: another resource has a value that is unique (RFC 7644 §3.3). */
export function taken(type: ResourceType, { attribute, value }: IndexValue) {
  const isExact = claimAttributes(type).find(({ path }) => path === attribute)?.attribute.caseExact === true;
  return uniqueness(
    `another ${type.name} has ${attribute} ${show(value)} already (compared ${isExact ? 'exactly' : 'without regard to case'}); ` +
      `change the value, or match the existing ${type.name} by it instead of creating a second one`,
  );
}
