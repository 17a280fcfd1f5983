import type { JsonObject } from '../lambdas/scim/json.ts';
import { groupType, userType } from '../lambdas/tenant/resource-types.ts';

/** A request that wants to make much work of few bytes, and what is there before it. */
export interface Hostile {
  readonly name: string;
  /** What the user that it is about holds; a request without it is about no user. */
  readonly holds?: JsonObject;
  readonly method: string;
  readonly url: string;
  readonly body?: unknown;
}

const URN = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const values = (count: number, from = 0) => times(count, (at) => ({ value: `v${at + from}` }));
const object = (count: number, key: (at: number) => string) =>
  Object.fromEntries(times(count, (at) => [key(at), 'x'] as const));
/** Only the last of them is met. */
const terms = (count: number): string =>
  times(count, (at) => `value eq "${at === count - 1 ? 'v0' : `n${at}`}"`).join(' or ');

interface Operation {
  readonly op: string;
  readonly path?: string;
  readonly value?: unknown;
}
const patch = (name: string, held: number, Operations: readonly Operation[]): Hostile => ({
  name,
  holds: { roles: values(held) },
  method: 'PATCH',
  url: '/Users/{id}',
  body: { schemas: [URN], Operations },
});
const post = (name: string, body: Readonly<Record<string, unknown>>): Hostile => ({
  name,
  method: 'POST',
  url: '/Users',
  body: { schemas: [userType.schema.id], userName: `hostile: ${name} ${Object.keys(body).length}`, ...body },
});

/** `size` is 1 for what can be sent in 1 MiB; `held` is how many values the user has at most. */
export function hostileRequests({ size = 1, held = 9_000 } = {}): readonly Hostile[] {
  const of = (count: number): number => Math.max(1, Math.round(count * size));
  return [...onHeldValues(of, of(held)), ...ofManyKeys(of)];
}

type Of = (count: number) => number;

const onHeldValues = (of: Of, held: number): Hostile[] => [
  patch('removes 5,000 values by value', held, [{ op: 'remove', path: 'roles', value: values(of(5_000)) }]),
  patch('removes 2,000 values by value, one by one', held, [
    ...times(of(2_000), (at) => ({ op: 'remove', path: 'roles', value: [{ value: `v${at}` }] })),
  ]),
  patch('5 operations with a filter of 400 terms', held, [
    ...times(5, () => ({ op: 'replace', path: `roles[${terms(of(400))}].display`, value: 'x' })),
  ]),
  patch('200 filtered paths', held, [
    ...times(of(200), (at) => ({ op: 'replace', path: `roles[value eq "v${at}"].display`, value: 'x' })),
  ]),
  patch('2,000 removes by filter', held, [
    ...times(of(2_000), (at) => ({ op: 'remove', path: `roles[value eq "v${at}"]` })),
  ]),
  patch('adds 4,000 values', Math.min(held, of(4_000)), [
    { op: 'add', path: 'roles', value: values(of(4_000), of(4_000)) },
  ]),
  patch('adds 2,000 values, one by one', held, [
    ...times(of(2_000), (at) => ({ op: 'add', path: 'roles', value: [{ value: `w${at}` }] })),
  ]),
  patch('2,000 keys of one operation that are filtered paths', held, [
    { op: 'replace', value: object(of(2_000), (at) => `roles[value eq "v${at}"].display`) },
  ]),
];

const ofManyKeys = (of: Of): Hostile[] => [
  post(
    '60,000 unknown keys',
    object(of(60_000), (at) => `k${at}`),
  ),
  post(
    '40,000 unknown paths',
    object(of(40_000), (at) => `k${at}.a.b`),
  ),
  post('40,000 unknown keys in an extension', {
    [userType.extensions[0]?.schema.id ?? '']: object(of(40_000), (at) => `k${at}.a`),
  }),
  post(
    '2,000 keys that are filtered paths',
    object(of(1_900), (at) => `roles[value eq "v${at}"].display`),
  ),
  post('50,000 values', { roles: values(of(50_000)) }),
  {
    name: '2,000 operations that remove 40,000 members',
    method: 'PATCH',
    url: '/Groups/{id}',
    body: {
      schemas: [URN],
      Operations: times(of(2_000), (at) => ({ op: 'remove', path: 'members', value: values(20, at * 20) })),
    },
  },
];

export const typeOf = ({ url }: Hostile) => (url.startsWith('/Groups') ? groupType : userType);
