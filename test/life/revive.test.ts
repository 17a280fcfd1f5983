import { mayRevive } from '../../lambdas/life/revive.ts';

test.each([
  ['objectId', '0a21c2a4-5d2e-4b7e-8f0e-123456789abc', true],
  ['objectId', '0A21C2A4-5D2E-4B7E-8F0E-123456789ABC', true],
  ['objectId', 'jyoung', false],
  ['objectId', '0a21c2a4-5d2e-4b7e-8f0e-123456789abc1', false],
  ['objectId', '0a21c2a45d2e4b7e8f0e123456789abc', false],
  ['externalId', 'jyoung', true],
  ['never', '0a21c2a4-5d2e-4b7e-8f0e-123456789abc', false],
] as const)('%s: the same person by the externalId %s: %s', (revive, externalId, expected) => {
  expect(mayRevive(revive, externalId)).toBe(expected);
});
