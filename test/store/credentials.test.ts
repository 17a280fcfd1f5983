import { createCredential } from '../../lambdas/auth/credential.ts';
import { createCredentialStore } from '../../lambdas/store/credentials.ts';
import type { CredentialStore } from '../../lambdas/store/credentials.ts';
import { awsError, firstTimes, injectFaults } from '../support/faults.ts';
import { openStore } from './setup.ts';
import type { StoreTest } from './setup.ts';

let test: StoreTest;
let credentials: CredentialStore;
beforeAll(async () => {
  test = await openStore();
  credentials = createCredentialStore({ client: test.client, tableName: test.tableName });
});
afterAll(() => test.drop());

const now = '2026-11-01T08:00:00.000Z';
const make = (label: string) =>
  createCredential({ label, scopes: ['scim', 'directory'], expiresAt: '2027-11-01T08:00:00.000Z', now }).credential;

it('gives back what was put, and nothing for an unknown key', async () => {
  const credential = make('Entra');
  await credentials.put(credential);

  expect(await credentials.get(credential.keyId)).toEqual(credential);
  expect(await credentials.get('unknown')).toBeUndefined();
});

it('lets DynamoDB remove a credential 90 days after it expired', async () => {
  const { keyId } = make('Entra');
  await credentials.put({ ...make('Entra'), keyId });

  const item = (await test.items()).find(({ pk }) => pk === `CREDENTIAL#${keyId}`);
  expect(item?.['ttl']).toBe(Date.parse('2028-01-30T08:00:00Z') / 1000);
});

it('lists every credential', async () => {
  const credential = make('listed');
  await credentials.put(credential);

  expect(await credentials.list()).toContainEqual(credential);
});

it('revokes once and keeps the first date; an unknown key is reported', async () => {
  const credential = make('Entra');
  await credentials.put(credential);

  expect(await credentials.revoke(credential.keyId, now)).toBe(true);
  expect(await credentials.revoke(credential.keyId, '2027-01-01T00:00:00.000Z')).toBe(true);
  expect(await credentials.revoke('unknown', now)).toBe(false);
  expect(await credentials.get(credential.keyId)).toEqual({ ...credential, revokedAt: now });
});

it('notes the day of last use, and makes no credential by that', async () => {
  const credential = make('Entra');
  await credentials.put(credential);

  await credentials.touch(credential.keyId, '2026-11-02');
  await credentials.touch('unknown', '2026-11-02');

  expect(await credentials.get(credential.keyId)).toEqual({ ...credential, lastUsedOn: '2026-11-02' });
  expect(await credentials.get('unknown')).toBeUndefined();
});

it('tries to note the last use only once', async () => {
  const stop = injectFaults(
    test.client,
    firstTimes(1, 'UpdateItemCommand', () => ({ error: awsError('ThrottlingException') })),
  );

  await expect(credentials.touch('any', '2026-11-02')).rejects.toThrow('ThrottlingException');
  stop();
});
