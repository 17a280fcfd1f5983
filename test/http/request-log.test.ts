import { createAccessToken } from '../../lambdas/auth/access-token.ts';
import { createClient } from '../../lambdas/auth/client.ts';
import { createCredential } from '../../lambdas/auth/credential.ts';
import { isParameterName } from '../../lambdas/http/log.ts';

const now = '2026-11-01T08:00:00.000Z';
const options = { label: 'x', scopes: ['scim'], now, expiresAt: '2027-11-01T08:00:00.000Z' };

it.each([
  'userName',
  'name.familyName',
  '$ref',
  'excludedAttributes',
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value',
])('logs the name %s', (name) => {
  expect(isParameterName(name)).toBe(true);
});

it.each([
  ['a secret token', createCredential(options).token],
  ['a client secret', createClient(options).secret],
  ['an access token', createAccessToken({ credentialId: 'federation', kind: 'federation', scopes: [], now }).token],
  ['a JWT', `${Buffer.from('{"alg":"RS256","kid":"k"}').toString('base64url')}.e30.${'s'.repeat(342)}`],
  ['an address', 'anna@example.com'],
  ['a sentence', 'Anna Adams'],
  ['nothing', ''],
])('does not log %s, where somebody took it for a name', (_, text) => {
  expect(isParameterName(text)).toBe(false);
});
