import { createClient, createClientSecret } from '../../lambdas/auth/client.ts';
import { createCredential } from '../../lambdas/auth/credential.ts';
import { endingParts, partsOf } from '../../lambdas/auth/ending.ts';

const endingCredentials = (credentials: Parameters<typeof partsOf>[0][], at: string) =>
  endingParts(credentials.flatMap(partsOf), at);

const now = '2026-11-01T08:00:00.000Z';
const days = (count: number): string => new Date(Date.parse(now) + count * 86_400_000).toISOString();
const token = (ends: number, used: number | undefined, more: object = {}) => ({
  ...createCredential({ label: 'Entra', scopes: ['scim'], now: days(-300), expiresAt: days(ends) }).credential,
  ...(used !== undefined && { lastUsedAt: days(-used) }),
  ...more,
});

it.each<[string, ReturnType<typeof token>, number | undefined]>([
  ['used today, ends in a month', token(29.5, 0.1), 30],
  ['used today, ends today', token(0.5, 0.1), 1],
  ['used last week, ends soon', token(3, 6.9), 3],
  ['replaced, and still used', token(3, 0.1, { replacedBy: 'other' }), 3],
  ['ends later', token(30.1, 0.1), undefined],
  ['not used for a week', token(3, 7.1), undefined],
  ['never used', token(3, undefined), undefined],
  ['revoked', token(3, 0.1, { revokedAt: now }), undefined],
  ['over', token(-0.1, 0.2), undefined],
])('a token that is %s', (_, credential, left) => {
  const found = endingCredentials([credential], now);
  expect(found.map(({ keyId, daysLeft }) => [keyId, daysLeft])).toEqual(
    left === undefined ? [] : [[credential.keyId, left]],
  );
});

it('looks at each secret of a client, and puts the first to end first', () => {
  const { client, secretId } = createClient({ label: 'x', scopes: ['scim'], now, expiresAt: days(20) });
  const young = createClientSecret({ now, expiresAt: days(365) });
  const used = (id: string) => ({ ...client.secrets[id], lastUsedAt: now }) as (typeof client.secrets)[string];
  const both = {
    ...client,
    secrets: { [secretId]: used(secretId), [young.secretId]: { ...young.kept, lastUsedAt: now } },
  };
  const first = token(2, 0.1);

  expect(endingCredentials([both, first], now)).toEqual([
    { keyId: first.keyId, expiresAt: first.expiresAt, daysLeft: 2 },
    { keyId: client.keyId, secretId, expiresAt: days(20), daysLeft: 20 },
  ]);
  expect(endingCredentials([{ ...both, revokedAt: now }], now)).toEqual([]);
  const ended = { ...both.secrets, [secretId]: { ...used(secretId), revokedAt: now } };
  expect(endingCredentials([{ ...both, secrets: ended }], now)).toEqual([]);
});

it('leaves out what the tenant file decides', () => {
  const trust = {
    keyId: 'federation',
    kind: 'federation',
    label: 'x',
    scopes: ['scim'],
    createdAt: now,
    lastUsedAt: now,
  } as const;
  expect(endingCredentials([trust], now)).toEqual([]);
});
