import { expect } from 'expect';
import type { ScimAnswer, ScimBody, Target } from '../../harness/target.ts';
import { LIST, RUN, groupOf, make, patchOf, type Made } from '../messages.ts';

/** What Microsoft's test tools do again and again. */
export interface Client {
  readonly patch: (made: Made, ...operations: unknown[]) => Promise<ScimBody>;
  readonly read: (made: Made) => Promise<ScimBody>;
  readonly find: (endpoint: string, filter: string, more?: string) => Promise<ScimBody>;
  readonly group: () => Promise<Made>;
}

export function clientOf(target: () => Target): Client {
  const read: Client['read'] = async ({ url }) => {
    const answer = await target().request('GET', url);
    expect(answer.status).toBe(200);
    return answer.body;
  };
  return {
    read,
    patch: async (made, ...operations) => {
      expect([200, 204]).toContain((await target().request('PATCH', made.url, patchOf(...operations))).status);
      return read(made);
    },
    find: async (endpoint, filter, more = '') => {
      const { status, body } = await target().request('GET', `${endpoint}?${more}filter=${encodeURIComponent(filter)}`);
      expect({ status, schemas: body['schemas'] }).toEqual({ status: 200, schemas: [LIST] });
      expect(body.totalResults).toEqual(expect.any(Number));
      return body;
    },
    group: () => make(target(), '/Groups', groupOf({ displayName: `Group ${crypto.randomUUID()} ${RUN}` })),
  };
}

/** The resource that a query found, which must be just one. */
export function only(body: ScimBody): ScimBody {
  expect([body.totalResults, body.Resources?.length]).toEqual([1, 1]);
  const [found] = body.Resources;
  if (found === undefined) throw new Error('"Resources" is empty');
  return found;
}

export const isNothing = (value: unknown): boolean => value === undefined || value === null || value === '';

export const isGone = async (target: Target, url: string): Promise<void> => {
  const answer: ScimAnswer = await target.request('GET', url);
  expect(answer.status).toBe(404);
};
