import { createAccessToken } from '../../lambdas/auth/access-token.ts';
import { createClient } from '../../lambdas/auth/client.ts';
import { createCredential } from '../../lambdas/auth/credential.ts';
import { attributeNames, isParameterName, knownAmong } from '../../lambdas/http/log.ts';
import { namesInSchemas } from '../../lambdas/http/scim/schema-names.ts';
import { isQueryParameter } from '../../lambdas/scim/messages/parameters.ts';
import { ENTERPRISE, entraUser } from '../scim/rules.ts';

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

const nameInSchema = namesInSchemas([entraUser.type]);
const inSchema = (name: string): boolean => nameInSchema(name) !== undefined;

it('names the attributes of a body that are in a schema, and counts the others', () => {
  const patch = (path: string) => ({ op: 'add', path, value: 'x' });
  const body = { userName: 'ada', [ENTERPRISE]: {}, AnnaAdams: 1, [`${ENTERPRISE}:anna`]: 2, 'name.givenName': 'Ada' };
  expect(knownAmong(attributeNames(body), inSchema)).toEqual({
    names: ['userName', ENTERPRISE, 'name.givenName'],
    others: 2,
  });
  const Operations = ['emails[type eq "anna"].value', `${ENTERPRISE}:department`, 'DisplayName', 'anna'].map(patch);
  expect(knownAmong(attributeNames({ Operations }), inSchema)).toEqual({
    names: ['emails.value', `${ENTERPRISE}:department`, 'DisplayName'],
    others: 1,
  });
});

it('names the parameters of a query that it has, and counts the others', () => {
  expect(knownAmong(['filter', 'StartIndex', 'AnnaAdams', 'AnnaAdams'], isQueryParameter)).toEqual({
    names: ['filter', 'StartIndex'],
    others: 1,
  });
});
