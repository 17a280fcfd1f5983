import { createAccessToken, type AccessToken } from '../../../lambdas/auth/access-token.ts';
import { createClient } from '../../../lambdas/auth/client.ts';
import { createCredential } from '../../../lambdas/auth/credential.ts';
import { createAccessTokenStore } from '../../../lambdas/store/credentials/access-tokens.ts';
import { createCredentialStore } from '../../../lambdas/store/credentials/credentials.ts';
import type { TableOptions } from '../../../lambdas/store/table/open-table.ts';

/** What a request has in its header Authorization, and what that may do. */
export interface Sent {
  readonly name: string;
  /** Left out, the request has no such header. */
  readonly header?: string;
  /** None where nobody may be let in with it. */
  readonly scopes: readonly string[];
}

const NOW = new Date().toISOString();
const LATER = new Date(Date.now() + 86_400_000).toISOString();
const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
const EARLIER = new Date(Date.now() - 86_400_000).toISOString();

const SCOPES = [
  ['scim'],
  ['scim:read'],
  ['directory'],
  ['scim:read', 'directory'],
  ['setup'],
  ['setup', 'setup:tokens', 'setup:people'],
];

/** One of each kind, of which those that have to be known are put into the table. */
export async function everyCredential(table: TableOptions, federationClient: string): Promise<readonly Sent[]> {
  return [...unknownOnes(), ...(await ownTokens(table)), ...(await ofClients(table, federationClient))];
}

/** Nothing that this tenant gave out. */
function unknownOnes(): Sent[] {
  const { token } = createCredential({ label: 'x', scopes: ['scim'], expiresAt: LATER, now: NOW });
  const unsigned = [{ alg: 'none' }, { scp: 'scim' }].map((part) => base64url(JSON.stringify(part))).join('.');
  const headers = {
    'an empty header': '',
    'a scheme alone': 'Bearer',
    'two words': `Bearer ${token} ${token}`,
    'another scheme': `Token ${token}`,
    'Basic with a password': `Basic ${Buffer.from('admin:admin').toString('base64')}`,
    'a token that nobody made': `Bearer ${token}`,
    'an imported token that nobody made': 'Bearer Summer2026!',
    'an unsigned JWT': `Bearer ${unsigned}.`,
  };
  return [
    { name: 'nothing', scopes: [] },
    ...Object.entries(headers).map(([name, header]) => ({ name, header, scopes: [] })),
  ];
}

const base64url = (text: string): string => Buffer.from(text).toString('base64url');

async function ownTokens(table: TableOptions): Promise<Sent[]> {
  const store = createCredentialStore(table);
  const issue = async (scopes: readonly string[], expiresAt = LATER) => {
    const { credential, token } = createCredential({ label: 'x', scopes, expiresAt, now: EARLIER });
    await store.put(credential);
    return { keyId: credential.keyId, token };
  };
  const good = await Promise.all(
    SCOPES.map(async (scopes) => ({ name: scopes.join(' '), scopes, token: (await issue(scopes)).token })),
  );
  const everything = ['scim', 'directory'];
  const [expired, revoked, guessed] = [await issue(everything, NOW), await issue(everything), await issue(everything)];
  await store.revoke(revoked.keyId, NOW);
  const other = guessed.token.at(-1) === 'A' ? 'B' : 'A';
  return [
    ...good.map(({ token, ...one }) => ({ ...one, header: `Bearer ${token}` })),
    { name: 'an expired token', header: `Bearer ${expired.token}`, scopes: [] },
    { name: 'a revoked token', header: `Bearer ${revoked.token}`, scopes: [] },
    { name: 'a key id with another secret', header: `Bearer ${guessed.token.slice(0, -1)}${other}`, scopes: [] },
  ];
}

async function ofClients(table: TableOptions, federationClient: string): Promise<Sent[]> {
  const store = createCredentialStore(table);
  const tokens = createAccessTokenStore(table);
  const clients = [0, 1].map(() =>
    createClient({ label: 'x', scopes: ['scim', 'directory'], now: EARLIER, expiresAt: LATER }),
  );
  for (const { client } of clients) await store.put(client);
  const [{ client, secretId, secret }, ended] = clients as [(typeof clients)[0], (typeof clients)[0]];
  await store.revoke(ended.client.keyId, NOW);
  await store.revokeTokens(ago(10));
  const about = { credentialId: client.keyId, kind: 'client-credentials', scopes: ['scim'], secretId } as const;
  const federated = { credentialId: 'federation', kind: 'federation', scopes: ['scim'], clientId: federationClient };
  const give = async (known: object, now = NOW): Promise<string> => {
    const made = createAccessToken({ ...(known as typeof about), now });
    await tokens.put(made.accessToken satisfies AccessToken);
    return made.token;
  };
  const good = SCOPES.map((scopes) => [`access token: ${scopes.join(' ')}`, { ...about, scopes }] as const);
  const bad = {
    'an access token of a revoked client': { ...about, credentialId: ended.client.keyId, secretId: ended.secretId },
    'an access token of no client': { ...about, credentialId: 'client-0000000000000000' },
    'an access token of another federation': { ...federated, clientId: 'other' },
  };
  const sent = async (name: string, known: { readonly scopes: readonly string[] }, scopes = known.scopes) => ({
    name,
    header: `Bearer ${await give(known)}`,
    scopes,
  });
  return [
    { name: 'a client secret as a token', header: `Bearer ${secret}`, scopes: [] },
    { name: 'a client by Basic', header: `Basic ${base64(`${client.keyId}:${secret}`)}`, scopes: [] },
    { name: 'an expired access token', header: `Bearer ${await give(about, EARLIER)}`, scopes: [] },
    {
      name: 'a revoked access token of the federation',
      header: `Bearer ${await give(federated, ago(30))}`,
      scopes: [],
    },
    await sent('an access token of the federation', federated),
    ...(await Promise.all(good.map(async ([name, known]) => sent(name, known)))),
    ...(await Promise.all(Object.entries(bad).map(async ([name, known]) => sent(name, known, [])))),
  ];
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
