import fc from 'fast-check';
import { readTokenRequest, type TokenEvent } from '../../../lambdas/http/oauth/token-request.ts';

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' };
const GRANT = 'grant_type=client_credentials';
const TYPE = 'client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer';
const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

function read(body: string, headers: Record<string, string> = {}, more: Partial<TokenEvent> = {}) {
  return readTokenRequest({ httpMethod: 'POST', headers: { ...FORM, ...headers }, body, ...more });
}

it.each<[string, string, Record<string, string>]>([
  ['HTTP Basic', GRANT, { Authorization: basic('me:secret') }],
  ['the body', `${GRANT}&client_id=me&client_secret=secret`, {}],
  ['both', `${GRANT}&client_id=me&client_secret=secret`, { authorization: basic('me:secret') }],
  ['Basic, and the id in the body', `${GRANT}&client_id=me`, { authorization: basic('me:secret') }],
])('reads client id and secret from %s', (_, body, headers) => {
  expect(read(body, headers)).toEqual({
    ok: true,
    value: { by: 'secret', scope: '', clientId: 'me', secret: 'secret' },
  });
});

it('reads Basic whose parts were form-encoded first, or were not', () => {
  const value = { by: 'secret', scope: 'scim', clientId: 'a:b', secret: 'c d%' };
  expect(read(`${GRANT}&scope=scim`, { authorization: basic('a%3Ab:c+d%25') })).toEqual({ ok: true, value });
  expect(read(GRANT, { authorization: basic('a:100%') })).toMatchObject({ value: { clientId: 'a', secret: '100%' } });
});

it('reads an assertion, with and without a client id', () => {
  expect(read(`${GRANT}&${TYPE}&client_assertion=x.y.z&client_id=me&scope=a`)).toEqual({
    ok: true,
    value: { by: 'assertion', scope: 'a', clientId: 'me', assertion: 'x.y.z' },
  });
  expect(read(`${GRANT}&${TYPE}&client_assertion=x.y.z`)).toMatchObject({ ok: true });
});

it('reads a body that API Gateway encoded', () => {
  const body = Buffer.from(`${GRANT}&client_id=me&client_secret=s`).toString('base64');
  expect(read(body, {}, { isBase64Encoded: true })).toMatchObject({ ok: true, value: { clientId: 'me' } });
});

const BOTH = `${GRANT}&client_id=me&client_secret=secret`;
it.each<[string, string, Record<string, string>, Partial<TokenEvent>, number, string, string]>([
  ['a GET', BOTH, {}, { httpMethod: 'GET' }, 405, 'invalid_request', 'method'],
  ['a query', BOTH, {}, { queryStringParameters: { client_secret: 's' } }, 400, 'invalid_request', 'query-string'],
  [
    'a query with GET',
    '',
    {},
    { httpMethod: 'GET', queryStringParameters: { x: '' } },
    400,
    'invalid_request',
    'query-string',
  ],
  ['JSON', '{}', { 'Content-Type': 'application/json' }, {}, 415, 'invalid_request', 'media-type'],
  ['a long body', 'x'.repeat(16_385), {}, {}, 413, 'invalid_request', 'too-large'],
  ['no body', '', {}, { body: null }, 400, 'invalid_request', 'missing'],
  ['no grant type', 'client_id=me&client_secret=s', {}, {}, 400, 'invalid_request', 'missing'],
  ['another grant type', 'grant_type=password', {}, {}, 400, 'unsupported_grant_type', 'grant-type'],
  ['no client', GRANT, {}, {}, 401, 'invalid_client', 'missing'],
  ['no secret', `${GRANT}&client_id=me`, {}, {}, 401, 'invalid_client', 'missing'],
  ['an empty secret', `${GRANT}&client_id=me&client_secret=`, {}, {}, 401, 'invalid_client', 'missing'],
  ['a parameter twice', `${BOTH}&client_id=me`, {}, {}, 400, 'invalid_request', 'repeated'],
  ['Bearer', BOTH, { Authorization: 'Bearer x' }, {}, 401, 'invalid_client', 'malformed'],
  ['broken Basic', BOTH, { Authorization: 'Basic %%%' }, {}, 401, 'invalid_client', 'malformed'],
  ['Basic without a secret', GRANT, { Authorization: basic('me') }, {}, 401, 'invalid_client', 'malformed'],
  ['two clients', BOTH, { Authorization: basic('other:secret') }, {}, 400, 'invalid_request', 'conflict'],
  ['two secrets', BOTH, { Authorization: basic('me:other') }, {}, 400, 'invalid_request', 'conflict'],
  ['two ways', `${BOTH}&${TYPE}&client_assertion=x`, {}, {}, 400, 'invalid_request', 'conflict'],
  ['an assertion without a type', `${GRANT}&client_assertion=x`, {}, {}, 400, 'invalid_request', 'assertion-type'],
  ['a type without an assertion', `${GRANT}&${TYPE}`, {}, {}, 400, 'invalid_request', 'missing'],
  [
    'two Authorization headers',
    BOTH,
    {},
    { multiValueHeaders: { Authorization: [basic('me:secret'), basic('me:secret')] } },
    400,
    'invalid_request',
    'repeated',
  ],
])('refuses %s', (_, body, headers, more, status, error, reason) => {
  const refused = read(body, headers, more);
  expect(refused).toMatchObject({ ok: false, problem: { status, error, reason } });
  // RFC 6749 §5.2 allows these characters.
  expect('problem' in refused && refused.problem.description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
});

it('never throws and never repeats what came in', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (body, authorization) => {
      const result = read(`${body}&${GRANT}`, { authorization: `Basic ${authorization}` });
      if (!result.ok) expect(result.problem.description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
    }),
  );
});
