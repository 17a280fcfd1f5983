import { randomUUID } from 'node:crypto';
import type { ScimAnswer, TestScim } from './scim.ts';

const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';

export const patchOf = (...operations: readonly unknown[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: operations,
});

export const refs = (ids: readonly string[]) => ids.map((value) => ({ value }));

/** What the tests do with groups; what must succeed throws when it does not. */
export interface TestGroups {
  readonly users: (count: number) => Promise<string[]>;
  readonly create: (members?: readonly unknown[], displayName?: string) => Promise<string>;
  readonly patch: (id: string, ...operations: readonly unknown[]) => Promise<ScimAnswer>;
  /** The ids of the members, in order, read whole. */
  readonly members: (id: string) => Promise<string[]>;
  readonly version: (id: string) => Promise<string | undefined>;
}

export function testGroups(scim: TestScim): TestGroups {
  const must = async (status: number, answering: Promise<ScimAnswer>): Promise<ScimAnswer> => {
    const answer = await answering;
    if (answer.status !== status) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  };
  return {
    users: (count) =>
      Promise.all(Array.from({ length: count }, async () => (await must(201, scim.createUser())).body.id)),
    create: async (members = [], displayName = randomUUID()) =>
      (await must(201, scim.request('POST', '/Groups', { schemas: [GROUP], displayName, members }))).body.id,
    patch: (id, ...operations) => scim.request('PATCH', `/Groups/${id}`, patchOf(...operations)),
    members: async (id) => {
      const { body } = await must(200, scim.request('GET', `/Groups/${id}`));
      return ((body['members'] ?? []) as { value: string }[]).map(({ value }) => value);
    },
    version: async (id) =>
      (await must(200, scim.request('GET', `/Groups/${id}?excludedAttributes=members`))).body.meta['version'],
  };
}
