import { createClient, createClientSecret } from '../../lambdas/auth/client.ts';
import { createCredential } from '../../lambdas/auth/credential.ts';
import { createCredentialStore } from '../../lambdas/store/credentials/credentials.ts';
import type { CredentialStore } from '../../lambdas/store/ports/credentials.ts';
import { awsError, firstTimes, injectFaults } from '../support/faults.ts';
import { openStore } from '../support/store.ts';
import type { StoreTest } from '../support/store.ts';

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

  const revoked = { ...credential, revokedAt: now };
  expect(await credentials.revoke(credential.keyId, now)).toEqual(revoked);
  expect(await credentials.revoke(credential.keyId, '2027-01-01T00:00:00.000Z')).toEqual(revoked);
  expect(await credentials.revoke('unknown', now)).toBeUndefined();
  expect(await credentials.get(credential.keyId)).toEqual({ ...credential, revokedAt: now });
});

it('notes a use once in 40 minutes, and makes no credential by that', async () => {
  const credential = make('Entra');
  await credentials.put(credential);

  await credentials.touch(credential.keyId, '2026-11-02T08:00:00.000Z');
  await credentials.touch(credential.keyId, '2026-11-02T08:39:00.000Z');
  await credentials.touch('unknown', '2026-11-02T08:00:00.000Z');

  expect(await credentials.get(credential.keyId)).toEqual({ ...credential, lastUsedAt: '2026-11-02T08:00:00.000Z' });
  expect(await credentials.get('unknown')).toBeUndefined();
  await credentials.touch(credential.keyId, '2026-11-02T08:41:00.000Z');
  expect(await credentials.get(credential.keyId)).toMatchObject({ lastUsedAt: '2026-11-02T08:41:00.000Z' });
});

it('reads a credential of an earlier version as a bearer token', async () => {
  const { kind: _kind, ...old } = make('old');
  await credentials.put(old as ReturnType<typeof make>);

  expect(await credentials.get(old.keyId)).toEqual({ ...old, kind: 'bearer' });
});

it('lets a replaced credential live until a date, and keeps the new one with that or not at all', async () => {
  const [credential, revoked, young] = [make('Entra'), make('Entra'), make('Entra')];
  await credentials.put(credential);
  await credentials.put({ ...revoked, revokedAt: now });
  const until = '2026-11-08T08:00:00.000Z';

  expect(await credentials.replace(revoked, until, young)).toBe(false);
  expect(await credentials.get(young.keyId)).toBeUndefined();
  expect(await credentials.replace(credential, until, young)).toBe(true);
  const replaced = { ...credential, expiresAt: until, replacedBy: young.keyId };
  expect([await credentials.get(credential.keyId), await credentials.get(young.keyId)]).toEqual([replaced, young]);
  // Somebody who has read it before that does not undo it.
  expect(await credentials.replace(credential, '2026-12-01T08:00:00.000Z', make('late'))).toBe(false);
  expect(await credentials.get(credential.keyId)).toEqual(replaced);
});

it('replaces a credential once, also when the answer is lost', async () => {
  const [credential, young] = [make('Entra'), make('Entra')];
  await credentials.put(credential);
  const lost = firstTimes(1, 'TransactWriteItemsCommand', () => ({ lost: awsError('TimeoutError') }));
  const stop = injectFaults(test.client, lost);

  expect(await credentials.replace(credential, '2026-11-08T08:00:00.000Z', young)).toBe(true);
  stop();
});

describe('clients', () => {
  const secret = { now, expiresAt: '2027-11-01T08:00:00.000Z' };

  it('get further secrets, and the ones they have end at a date', async () => {
    const { client, secretId } = createClient({ ...secret, label: 'Entra', scopes: ['scim'] });
    await credentials.put(client);
    const added = createClientSecret({ now, expiresAt: '2028-11-01T08:00:00.000Z' });
    const othersEnd = '2026-11-08T08:00:00.000Z';

    expect(await credentials.addSecret(client, { ...added, othersEnd })).toBe(true);
    expect(await credentials.get(client.keyId)).toEqual({
      ...client,
      secrets: {
        [secretId]: { ...client.secrets[secretId], expiresAt: othersEnd },
        [added.secretId]: added.kept,
      },
    });
    const item = (await test.items()).find(({ pk }) => pk === `CREDENTIAL#${client.keyId}`);
    expect(item?.['ttl']).toBe(Date.parse('2029-01-30T08:00:00Z') / 1000);
  });

  it('get one further secret at a time: whoever comes second has seen less than there is', async () => {
    const { client, secretId } = createClient({ ...secret, label: 'Entra', scopes: ['scim'] });
    await credentials.put(client);
    const add = () => {
      const { secretId: id, kept } = createClientSecret(secret);
      return credentials.addSecret(client, { secretId: id, kept, othersEnd: '2026-11-08T08:00:00.000Z' });
    };
    expect((await Promise.all([add(), add(), add()])).toSorted()).toEqual([false, false, true]);
    const found = (await credentials.get(client.keyId)) as typeof client;
    expect(Object.keys(found.secrets)).toHaveLength(2);
    expect(found.secrets[secretId]?.expiresAt).toBe('2026-11-08T08:00:00.000Z');
  });

  it('get a further secret once, also when the answer is lost', async () => {
    const { client } = createClient({ ...secret, label: 'Entra', scopes: ['scim'] });
    await credentials.put(client);
    const { secretId: id, kept } = createClientSecret(secret);
    const stop = injectFaults(
      test.client,
      firstTimes(1, 'UpdateItemCommand', () => ({ lost: awsError('TimeoutError') })),
    );
    expect(await credentials.addSecret(client, { secretId: id, kept, othersEnd: now })).toBe(true);
    stop();
  });

  it('are revoked as a whole or by a secret; an unknown secret is reported', async () => {
    const { client, secretId } = createClient({ ...secret, label: 'Entra', scopes: ['scim'] });
    await credentials.put(client);

    expect(await credentials.revoke(client.keyId, now, 'nope')).toBeUndefined();
    expect(await credentials.revoke(client.keyId, now, secretId)).toMatchObject({
      secrets: { [secretId]: { revokedAt: now } },
    });
    expect(await credentials.revoke(client.keyId, now)).toMatchObject({ revokedAt: now });
    expect(await credentials.get(client.keyId)).toMatchObject({
      revokedAt: now,
      secrets: { [secretId]: { revokedAt: now } },
    });
    const { secretId: id, kept } = createClientSecret(secret);
    expect(await credentials.addSecret(client, { secretId: id, kept, othersEnd: now })).toBe(false);
  });

  it('note the use of each secret by itself', async () => {
    const { client, secretId } = createClient({ ...secret, label: 'Entra', scopes: ['scim'] });
    await credentials.put(client);
    const { secretId: other, kept } = createClientSecret(secret);
    expect(await credentials.addSecret(client, { secretId: other, kept, othersEnd: secret.expiresAt })).toBe(true);

    await credentials.touch(client.keyId, '2026-11-02T08:00:00.000Z', secretId);
    await credentials.touch(client.keyId, '2026-11-02T08:10:00.000Z', other);
    await credentials.touch(client.keyId, '2026-11-02T08:20:00.000Z', other);

    expect(await credentials.get(client.keyId)).toMatchObject({
      secrets: {
        [secretId]: { lastUsedAt: '2026-11-02T08:00:00.000Z' },
        [other]: { lastUsedAt: '2026-11-02T08:10:00.000Z' },
      },
    });
  });
});

it('notes the use of a trust, which nobody made an item for, and lists it', async () => {
  await credentials.touchTrust('federation', now);
  await credentials.touchTrust('federation', '2026-11-01T09:00:00.000Z');

  const used = {
    keyId: 'federation',
    kind: 'federation',
    label: 'as the tenant file says',
    scopes: ['scim'],
    createdAt: now,
    lastUsedAt: '2026-11-01T09:00:00.000Z',
  };
  expect(await credentials.get('federation')).toEqual(used);
  expect(await credentials.list()).toContainEqual(used);
});

it('waits for no retry to note the use of a trust', async () => {
  const slow = firstTimes(9, 'GetItemCommand', () => ({ error: awsError('ThrottlingException') }));
  const stop = injectFaults(test.client, slow);

  await expect(credentials.touchTrust('entra-token', now)).rejects.toThrow('ThrottlingException');
  stop();
});

it('tries to note the last use only once', async () => {
  const stop = injectFaults(
    test.client,
    firstTimes(1, 'UpdateItemCommand', () => ({ error: awsError('ThrottlingException') })),
  );

  await expect(credentials.touch('any', now)).rejects.toThrow('ThrottlingException');
  stop();
});
