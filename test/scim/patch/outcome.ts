import { applyPatch } from '../../../lambdas/scim/patch/apply.ts';
import type { PatchOperation } from '../../../lambdas/scim/patch/message.ts';
import type { Attributes } from '../../../lambdas/scim/resource/resource.ts';
import { BADGE as B } from '../../support/tenant-schemas.ts';
import { ENTERPRISE as E, strictBadged } from '../rules.ts';

export const badge = {
  born: 'x',
  chip: { serial: '1', color: 'red' },
  keys: [{ value: 'k', doors: [1] }],
  texts: ['a', 'b'],
  box: { text: 'x' },
};
export const enterprise = { department: 'R', manager: { value: 'm1' } };
export const work = { type: 'work', value: 'w', primary: true };
export const home = { type: 'home', value: 'h' };
const ada: Attributes = {
  userName: 'ada',
  title: 'C',
  name: { givenName: 'Ada', familyName: 'L' },
  emails: [work, home],
  photos: [{ value: 'p' }],
  [E]: enterprise,
  [B]: badge,
};

export type Operation = Omit<PatchOperation, 'at'>;
/** What the resource then holds besides what it held before (undefined: no longer), or the refusal. */
export type Outcome = Record<string, unknown> | string;

export const badged = (changes: object): Outcome => ({ [B]: { ...badge, ...changes } });
export const managed = (manager: unknown): Outcome => ({ [E]: { ...enterprise, manager } });
export const same: Outcome = {};
export function check(operation: Operation, outcome: Outcome, rules = strictBadged, current = ada): void {
  const apply = () => applyPatch(current, [{ ...operation, at: 'Operations[0]' }], rules);
  if (typeof outcome !== 'string') {
    const expected = Object.entries({ ...current, ...outcome }).filter(([, value]) => value !== undefined);
    expect(apply()).toEqual(Object.fromEntries(expected));
    return;
  }
  const [scimType, message] = outcome.split(/: (.*)/s);
  expect(apply).toThrow(expect.objectContaining({ status: 400, scimType, message }));
}

export const add = (path: string, value: PatchOperation['value']): Operation => ({
  op: 'add',
  path,
  value: value ?? null,
});
export const replace = (path: string, value: PatchOperation['value']): Operation => ({
  ...add(path, value),
  op: 'replace',
});
export const remove = (path: string): Operation => ({ op: 'remove', path });
