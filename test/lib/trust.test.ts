import { trustingTenant } from '../support/trusting-tenant.ts';
import { withIssuers } from '../../lib/tenant-issuers.ts';
import { TENANT, templates } from './synthesize.ts';

test('whom a tenant trusts is in none of its templates: only its functions know', () => {
  const { federation, entraToken } = trustingTenant('https://issuer.example/keys');
  const trust = { federation, entraToken: { ...entraToken, audiences: ['api://scim'] } };
  const trusting = { ...TENANT, ...withIssuers(trust) };
  expect(withoutAssets(trusting)).toEqual(withoutAssets(TENANT));
});

/** The settings are in the assets of the functions, whose names are hashes of what is in them, and so are those of versions. */
const withoutAssets = (tenant: typeof TENANT): string =>
  JSON.stringify(Object.values(templates(tenant)).map((template) => template.toJSON())).replaceAll(
    /[0-9a-f]{64}|(?<=CurrentVersion[0-9A-F]{8})[0-9a-f]{32}/g,
    '',
  );
