import { createClient, createClientSecret } from '../../lambdas/auth/client.ts';
import { createCredential } from '../../lambdas/auth/credential.ts';
import { generateCompany } from '../../simulator/company/generate.ts';
import { DIALECTS } from '../../simulator/dialect/dialect.ts';
import { customizeMappings } from '../../simulator/dialect/mapping.ts';
import { createProvisioner } from '../../simulator/cycles/provisioner.ts';
import { clientCredentialsToken, readToken, type Token } from '../../simulator/client/sign-in.ts';
import { sizes, wholePlay } from '../support/sizes.ts';
import { startTenant, yearFromNow, type Tenant } from './tenant.ts';

const USERS = sizes.rotationUsers;

let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant?.stop());

/** A first cycle; `at` is run while it goes on, when that many requests have been sent. */
async function provision(domain: string, token: () => Token, at: number, rotate: () => Promise<void>) {
  let sent = 0;
  let rotated: Promise<void> | undefined;
  const counted: Token = async () => {
    sent += 1;
    if (sent === at) rotated = rotate();
    return readToken(token());
  };
  const provisioner = createProvisioner({
    url: tenant.server.url,
    token: counted,
    dialect: DIALECTS.flagged,
    mappings: customizeMappings([]),
    concurrency: 8,
    managerCheck: true,
  });
  const company = generateCompany({ users: USERS, seed: '1', domain });
  const report = await provisioner.runCycle('initial', company, 'full');
  await rotated;
  return { ...report, sent, found: await provisioner.runCycle('identical', company, 'full') };
}

wholePlay(`a bearer token is replaced during a cycle of ${USERS} users, and no request is lost`, async () => {
  const now = new Date().toISOString();
  const make = () => createCredential({ label: 'Entra', scopes: ['scim'], now, expiresAt: yearFromNow() });
  const [old, young] = [make(), make()];
  await tenant.credentials.put(old.credential);
  let token = old.token;
  const { refused, sent, found } = await provision(
    'bearer.example',
    () => token,
    USERS,
    async () => {
      const end = new Date(Date.now() + 3_600_000).toISOString();
      expect(await tenant.credentials.replace(old.credential, end, young.credential)).toBe(true);
      token = young.token;
    },
  );
  expect(refused).toEqual([]);
  expect(sent).toBeGreaterThan(2 * USERS);
  for (const { credential } of [old, young])
    expect(await tenant.credentials.get(credential.keyId)).toMatchObject({ lastUsedAt: expect.any(String) });
  expect([found.refused, found.writes]).toEqual([[], 0]);
});

wholePlay(`a client gets another secret during a cycle of ${USERS} users, and no request is lost`, async () => {
  const now = new Date().toISOString();
  const made = createClient({ label: 'Entra', scopes: ['scim'], now, expiresAt: yearFromNow() });
  const { client } = made;
  await tenant.credentials.put(client);
  const signIn = (clientSecret: string): Token =>
    clientCredentialsToken({ tokenUrl: tenant.server.tokenUrl, clientId: client.keyId, clientSecret, sent: 'header' });
  let token = signIn(made.secret);
  const { refused, found } = await provision(
    'client.example',
    () => token,
    USERS,
    async () => {
      const { secretId, secret, kept } = createClientSecret({ now, expiresAt: yearFromNow() });
      const othersEnd = new Date(Date.now() + 3_600_000).toISOString();
      expect(await tenant.credentials.addSecret(client, { secretId, kept, othersEnd })).toBe(true);
      token = signIn(secret);
    },
  );
  expect(refused).toEqual([]);
  expect([found.refused, found.writes]).toEqual([[], 0]);
});
