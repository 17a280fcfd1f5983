import { authorize } from '../../lambdas/auth/authorize.ts';
import type { Credential } from '../../lambdas/auth/credential.ts';
import { createCredential } from '../../lambdas/auth/credential.ts';
import { createCredentialStore } from '../../lambdas/store/credentials.ts';
import type { CredentialStore } from '../../lambdas/store/credentials.ts';
import { awsError, firstTimes, injectFaults } from '../support/faults.ts';
import { meter } from '../support/metering.ts';
import { openStore } from '../store/setup.ts';
import type { StoreTest } from '../store/setup.ts';

let test: StoreTest;
let credentials: CredentialStore;
let token: string;
let credential: Credential;
beforeEach(async () => {
  test = await openStore();
  credentials = createCredentialStore({ client: test.client, tableName: test.tableName, retry: { deadline: 50 } });
  ({ token, credential } = createCredential({
    label: 'Entra',
    scopes: ['scim'],
    expiresAt: '2027-11-01T08:00:00.000Z',
    now,
  }));
  await credentials.put(credential);
});
afterEach(() => test.drop());

const now = '2026-11-01T08:00:00.000Z';
const request = (value: string) => ({ headers: { Authorization: value } });

it('notes the first use of a day, and then decides with one read', async () => {
  expect(await authorize(request(`Bearer ${token}`), { credentials, now })).toMatchObject({ allowed: true });
  expect(await credentials.get(credential.keyId)).toMatchObject({ lastUsedOn: '2026-11-01' });

  const used = meter(test.client);
  expect(await authorize(request(`Bearer ${token}`), { credentials, now })).toMatchObject({ allowed: true });
  expect(used).toMatchObject({ requests: 1, rru: 1, wru: 0 });
});

it('allows although the use cannot be noted, and says so', async () => {
  const stop = injectFaults(
    test.client,
    firstTimes(1, 'UpdateItemCommand', () => ({ error: awsError('ThrottlingException') })),
  );

  const decision = await authorize(request(`Bearer ${token}`), { credentials, now });

  stop();
  expect(decision).toMatchObject({ allowed: true, touchError: { name: 'ThrottlingException' } });
});

it('throws rather than refuses when the credential cannot be read', async () => {
  const stop = injectFaults(
    test.client,
    firstTimes(Infinity, 'GetItemCommand', () => ({ error: awsError('ThrottlingException') })),
  );

  await expect(authorize(request(`Bearer ${token}`), { credentials, now })).rejects.toThrow('busy');
  stop();
});

it('refuses without asking DynamoDB what cannot be a token', async () => {
  const used = meter(test.client);

  expect(await authorize(request('Basic YTpi'), { credentials, now })).toEqual({
    allowed: false,
    refusal: expect.objectContaining({ reason: 'malformed' }),
  });
  expect(used.requests).toBe(0);
});

it('names the credential that was refused, and does not note a use of it', async () => {
  await credentials.revoke(credential.keyId, now);

  expect(await authorize(request(`Bearer ${token}`), { credentials, now })).toMatchObject({
    allowed: false,
    credentialId: credential.keyId,
    refusal: { reason: 'revoked' },
  });
  expect(await credentials.get(credential.keyId)).not.toHaveProperty('lastUsedOn');
});
