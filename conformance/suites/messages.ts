import { expect } from 'expect';
import type { ScimAnswer, Target } from '../harness/target.ts';

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';
export const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

/**
 * In every name that has to be found again: the directory may hold what others made, and an endpoint may remember whom an earlier run deleted: this
 * one gives somebody who comes back the old id.
 */
export const RUN = crypto.randomUUID().slice(0, 8);

/** A PATCH body with these operations. */
export const patchOf = (...operations: unknown[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: operations,
});

/** A user body as RFC 7643 wants it, with a name of its own. */
export const userOf = (attributes: Record<string, unknown> = {}) => ({
  schemas: [USER, ...(ENTERPRISE in attributes ? [ENTERPRISE] : [])],
  userName: `${crypto.randomUUID()}.${RUN}@example.com`,
  ...attributes,
});

export const groupOf = (attributes: Record<string, unknown> = {}) => ({
  schemas: [GROUP],
  displayName: `${crypto.randomUUID()} ${RUN}`,
  ...attributes,
});

/** The body of a search by POST. */
export const searchOf = (parameters: Record<string, unknown>) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
  ...parameters,
});

/** What a test keeps of a resource. */
export interface Made {
  readonly id: string;
  readonly url: string;
  readonly body: ScimAnswer['body'];
}

/** Creates a resource that must be accepted. */
export async function make(scim: Target, endpoint: string, body: unknown): Promise<Made> {
  const answer = await scim.request('POST', endpoint, body);
  if (answer.status !== 201) throw new Error(`POST ${endpoint}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return { id: answer.body.id, url: `${endpoint}/${answer.body.id}`, body: answer.body };
}

/**
 * A user for a test to which it is all the same how old it is: where few users may be made, one that an earlier test left behind, replaced as a whole.
 */
export async function anyUser(scim: Target, attributes: Record<string, unknown> = {}): Promise<Made> {
  const body = userOf(attributes);
  const renewed = await scim.renew?.(body);
  if (renewed === undefined) return make(scim, '/Users', body);
  return { id: renewed.body.id, url: `/Users/${renewed.body.id}`, body: renewed.body };
}

/** An answer that refuses: RFC 7644 §3.12 in every part. */
export function refused(answer: ScimAnswer, status: number, scimType?: string): void {
  expect({ http: answer.status, ...answer.body }).toEqual({
    http: status,
    schemas: [ERROR],
    status: String(status),
    ...(scimType === undefined ? {} : { scimType }),
    detail: expect.any(String),
  });
  expect(answer.headers['content-type']).toBe('application/scim+json');
}

/** What a suite about PATCH does over and over with the endpoint that it has opened by then. */
export const patching = (scim: () => Target) => ({
  user: (attributes: Record<string, unknown> = {}) => anyUser(scim(), attributes),
  patch: (made: Made, ...operations: unknown[]) => scim().request('PATCH', made.url, patchOf(...operations)),
  read: async (made: Made) => (await scim().request('GET', made.url)).body,
});
