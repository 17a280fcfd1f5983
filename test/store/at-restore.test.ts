import { createClient, createClientSecret } from '../../lambdas/auth/client.ts';
import { createCredential } from '../../lambdas/auth/credential.ts';
import { createAccessTokenStore } from '../../lambdas/store/credentials/access-tokens.ts';
import { createCredentialStore } from '../../lambdas/store/credentials/credentials.ts';
import { revokeAgain } from '../../lambdas/store/credentials/revoke-again.ts';
import { carryOver } from '../../lambdas/store/table/at-restore.ts';
import { openTable } from '../../lambdas/store/table/open-table.ts';
import { walkTable } from '../../lambdas/store/table/walk.ts';
import { openStore, type StoreTest } from '../support/store.ts';

let old: StoreTest;
let restored: StoreTest;
beforeAll(async () => {
  [old, restored] = [await openStore(), await openStore()];
});
afterAll(() => Promise.all([old.drop(), restored.drop()]));

const tableOf = ({ client, tableName }: StoreTest) => openTable({ client, tableName });
const storeOf = ({ client, tableName }: StoreTest) => createCredentialStore({ client, tableName });
const [now, since, end] = ['2027-01-31T10:00:00.000Z', '2027-01-31T12:00:00.000Z', '2028-01-31T10:00:00.000Z'];
const token = (label: string) => createCredential({ label, scopes: ['scim'], expiresAt: end, now }).credential;

async function carry(): Promise<number> {
  let carried = 0;
  for await (const { items } of walkTable(tableOf(old))) carried += await carryOver(tableOf(restored), items, since);
  return carried;
}

test('what was revoked, ends sooner or was made since is so in the restored table, and nothing is taken back', async () => {
  const [there, here] = [storeOf(old), storeOf(restored)];
  const [stays, revoked, rotated, endedHere, young] = ['a', 'b', 'c', 'd', 'e'].map(token);
  const { client, secretId } = createClient({ label: 'f', scopes: ['scim'], expiresAt: end, now });
  for (const each of [stays!, revoked!, rotated!, endedHere!, client])
    for (const to of [there, here]) await to.put(each);
  await there.revoke(revoked!.keyId, since);
  await there.replace(rotated!, since, young!);
  await here.revoke(endedHere!.keyId, now);
  const { secretId: next, kept } = createClientSecret({ now: since, expiresAt: end });
  await there.addSecret(client, { secretId: next, kept, othersEnd: since });
  await there.revoke(client.keyId, since, secretId);
  await there.revokeTokens(since);

  await carry();
  expect(await revokeAgain(tableOf(old), tableOf(restored))).toBe(3);
  expect(await here.get(stays!.keyId)).toEqual(stays);
  expect(await here.get(revoked!.keyId)).toEqual(await there.get(revoked!.keyId));
  expect(await here.get(rotated!.keyId)).toEqual(await there.get(rotated!.keyId));
  expect(await here.get(young!.keyId)).toEqual(young);
  expect(await here.get(client.keyId)).toEqual(await there.get(client.keyId));
  expect(await here.get('federation')).toEqual(await there.get('federation'));
  expect(await here.get(endedHere!.keyId)).toMatchObject({ revokedAt: now });
  expect(await revokeAgain(tableOf(old), tableOf(restored))).toBe(0);
});

test('an assertion that was used since cannot be used again', async () => {
  const tokensOf = ({ client, tableName }: StoreTest) => createAccessTokenStore({ client, tableName });
  const assertion = { issuer: 'https://issuer', jti: 'once', until: end };
  const accessToken = {
    tokenId: 't',
    hash: 'h',
    credentialId: 'federation',
    kind: 'federation',
    scopes: ['scim'],
    expiresAt: end,
  } as const;
  expect(await tokensOf(old).put(accessToken, assertion)).toBe(true);
  await carry();
  expect(await tokensOf(restored).put({ ...accessToken, tokenId: 'u' }, assertion)).toBe(false);
  expect(await tokensOf(restored).get('t')).toEqual(accessToken);
});
