import { readConcurrency, reservedProblems } from '../../lib/reserved-concurrency.ts';
import type { Tenant } from '../../lambdas/tenant/settings/settings.ts';
import { TENANT, templates } from './synthesize.ts';

const reserving = (scim: number, env?: Tenant['env']): Tenant => ({
  ...TENANT,
  reservedConcurrency: { scim, authorizer: 10 },
  ...(env && { env }),
});
const [bern, kiel] = [{ account: '111111111111' }, { account: '222222222222' }];
const [frankfurt, zurich] = ['eu-central-1', 'eu-central-2'];

test('a function has what the tenant reserves for it, and by default nothing', () => {
  const { api } = templates(reserving(20));
  api.resourcePropertiesCountIs('AWS::Lambda::Function', { ReservedConcurrentExecutions: 20 }, 1);
  api.resourcePropertiesCountIs('AWS::Lambda::Function', { ReservedConcurrentExecutions: 10 }, 1);
  const functions = Object.values(templates().api.findResources('AWS::Lambda::Function'));
  for (const { Properties } of functions) expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
});

test.each<[string, Tenant[], number | undefined, string[]]>([
  ['nothing', [TENANT, TENANT], 10, []],
  ['all but the last 100', [reserving(440), reserving(440)], undefined, []],
  ['one more', [reserving(440), reserving(441)], undefined, ['reserve 901; allowed: 900']],
  ['one in a new account', [reserving(1)], 10, ['reserve 11; allowed: 0']],
  ['more in an account that has more', [reserving(2_000)], 3_000, []],
  ['much, in two accounts', [reserving(800, bern), reserving(800, kiel)], undefined, []],
  ['much, in two Regions', [reserving(800, { region: frankfurt }), reserving(800, { region: zurich })], undefined, []],
  [
    'much, and more that may be in either account',
    [reserving(800, bern), reserving(500, kiel), reserving(100)],
    undefined,
    ['all tenants of 111111111111, the Region at hand reserve 920;'],
  ],
])('tenants may reserve %s, or synth says what is too much', (_, tenants, account, expected) => {
  const problems = reservedProblems(tenants, account);
  expect(problems).toEqual(expected.map((part): unknown => expect.stringContaining(part)));
});

test('what the account has is said by a context of the synth', () => {
  expect([readConcurrency(undefined), readConcurrency('3000')]).toEqual([undefined, 3_000]);
  expect(() => readConcurrency('many')).toThrow('accountConcurrency: received "many"; allowed: a whole number from 1');
});
