import { createClient, createClientSecret } from '../../lambdas/auth/client.ts';
import { createCredential } from '../../lambdas/auth/credential.ts';
import { createCredentialStore } from '../../lambdas/store/credentials/credentials.ts';
import { createEndingReader } from '../../lambdas/store/credentials/ending.ts';
import type { CredentialStore, EndingReader } from '../../lambdas/store/ports/credentials.ts';
import { openStore, type StoreTest } from '../support/store.ts';

let test: StoreTest;
let credentials: CredentialStore;
let reader: EndingReader;
beforeEach(async () => {
  test = await openStore();
  credentials = createCredentialStore(test);
  reader = createEndingReader(test);
});
afterEach(() => test.drop());

const now = '2026-11-01T08:00:00.000Z';
const in20Days = '2026-11-21T08:00:00.000Z';
const later = '2027-11-01T08:00:00.000Z';

/** What is noted of each part that ends, with the hash of nothing. */
async function noted(): Promise<readonly unknown[]> {
  const items = (await test.items()).filter(({ pk }) => pk === 'ENDING');
  expect(JSON.stringify(items)).not.toMatch(/hash|[0-9a-f]{64}/);
  return reader.listEnding(now);
}

async function token(expiresAt: string) {
  const { credential } = createCredential({ label: 'x', scopes: ['scim'], now, expiresAt });
  await credentials.put(credential);
  return credential;
}

it('what is used and ends soon is noted with its use, and what lives on is not', async () => {
  const [soon, unused, long] = [await token(in20Days), await token(in20Days), await token(later)];
  for (const { keyId } of [soon, long]) await credentials.touch(keyId, now);
  expect(await noted()).toEqual([{ keyId: soon.keyId, expiresAt: in20Days, daysLeft: 20 }]);
  expect(await reader.listEnding('2026-11-10T08:00:00.000Z')).toEqual([]);
  await credentials.touch(unused.keyId, now);
  expect(await noted()).toHaveLength(2);
});

it('whoever revokes or replaces a token takes the note away', async () => {
  const [revoked, old] = [await token(in20Days), await token(in20Days)];
  for (const { keyId } of [revoked, old]) await credentials.touch(keyId, now);
  await credentials.revoke(revoked.keyId, now);
  const { credential: young } = createCredential({ label: 'x', scopes: ['scim'], now, expiresAt: later });
  expect(await credentials.replace(old, '2026-11-08T08:00:00.000Z', young)).toBe(true);
  expect(await noted()).toEqual([]);
  // Its next use tells the new end.
  await credentials.touch(old.keyId, '2026-11-02T08:00:00.000Z');
  expect(await noted()).toMatchObject([{ keyId: old.keyId, expiresAt: '2026-11-08T08:00:00.000Z' }]);
});

it('each secret of a client is noted by itself, until it or the client changes', async () => {
  const { client, secretId } = createClient({ label: 'x', scopes: ['scim'], now, expiresAt: in20Days });
  await credentials.put(client);
  await credentials.touch(client.keyId, now, secretId);
  expect(await noted()).toEqual([{ keyId: client.keyId, secretId, expiresAt: in20Days, daysLeft: 20 }]);
  const added = createClientSecret({ now, expiresAt: later });
  await credentials.addSecret(client, { ...added, othersEnd: in20Days });
  expect(await noted()).toEqual([]);
  await credentials.touch(client.keyId, '2026-11-02T08:00:00.000Z', secretId);
  expect(await noted()).toHaveLength(1);
  await credentials.revoke(client.keyId, now);
  expect(await noted()).toEqual([]);
});
