import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectWith } from '../../support/synthesized.ts';
import { FEDERATION, trustingTenant } from '../../support/trusting-tenant.ts';
import { startIssuer, type Issuer } from '../../../simulator/client/issuer.ts';
import { federationToken, readToken } from '../../../simulator/client/sign-in.ts';
import { momentOf } from '../../../tools/cli/output/time.ts';
import { startCliTest, type CliTest } from './server.ts';
import { wholePlay } from '../../support/sizes.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'cli-trusts-'));
let issuer: Issuer;
let cli: CliTest;
beforeAll(async () => {
  issuer = await startIssuer();
});
afterAll(async () => {
  await cli?.stop();
  await issuer.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(trust: object, again = false): Promise<void> {
  await cli?.stop();
  cli = await startCliTest({ project: await projectWith(folder, trust), folder, again });
}

interface View {
  keyId: string;
  state: string;
  lastUsedAt?: string;
  usedRecently: boolean;
}
const trusts = async (): Promise<View[]> =>
  (await cli.json<View[]>('credential', 'report')).filter(
    ({ keyId }) => keyId === 'federation' || keyId === 'entra-token',
  );

wholePlay(
  'the report shows whom the tenant file trusts, used or not, and what was used and is turned off',
  async () => {
    const { federation, entraToken } = trustingTenant(issuer.jwksUri);
    await start({ federation, entraToken });
    const unused = (keyId: string): unknown => expect.objectContaining({ keyId, state: 'valid', usedRecently: false });
    expect(await trusts()).toEqual([unused('federation'), unused('entra-token')]);

    const tokenUrl = new URL('/oauth/token', cli.url).href;
    const token = await readToken(federationToken({ tokenUrl, issuer, ...FEDERATION }));
    const answer = await fetch(`${cli.url}/Users?count=0`, { headers: { Authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(200);
    const used = { keyId: 'federation', state: 'valid', usedRecently: true, lastUsedAt: expect.any(String) };
    expect(await trusts()).toEqual([expect.objectContaining(used), unused('entra-token')]);

    const read = async (accessToken: string): Promise<number> =>
      // Another header each time, so that no answer is kept for it.
      (
        await fetch(`${cli.url}/Users?count=0`, {
          headers: { Authorization: `Bearer${' '.repeat((spaces += 1))}${accessToken}` },
        })
      ).status;
    let spaces = 1;
    const unasked = await cli.scim('credential', 'revoke', 'federation');
    expect([unasked.code, unasked.stderr]).toEqual([
      1,
      expect.stringMatching(/was used (?:just now|.* ago)[^]*Say --yes/),
    ]);
    expect(await read(token)).toBe(200);
    const revoked = await cli.json<{ tokensRevokedAt: string }>('credential', 'revoke', 'federation', '--yes');
    expect(await read(token)).toBe(401);
    expect((await cli.scim('credential', 'report')).stdout).toContain(
      `as the tenant file says; access tokens until ${momentOf(revoked.tokensRevokedAt)} are revoked`,
    );
    const next = await readToken(federationToken({ tokenUrl, issuer, ...FEDERATION }));
    expect(await read(next)).toBe(200);
    // An earlier time takes nothing back.
    const earlier = ['credential', 'revoke', 'federation', '--issued-before', '2026-01-01T00:00:00Z', '--yes'];
    expect(await cli.json(...earlier)).toEqual(revoked);
    expect(await read(next)).toBe(200);

    await start({ entraToken }, true);
    const off: unknown = expect.objectContaining({ ...used, state: 'turned-off' });
    expect(await trusts()).toEqual([off, unused('entra-token')]);
    expect((await cli.scim('credential', 'report')).stdout).toMatch(
      /^federation +federation +turned-off +scim +(?:just now|.* ago) /m,
    );
  },
);
