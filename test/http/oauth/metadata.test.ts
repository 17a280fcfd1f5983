import { describeServer } from '../../../lambdas/http/oauth/metadata.ts';

const PATH = '/.well-known/oauth-authorization-server';
const at = (path: string) => ({ requestContext: { domainName: 'scim.example.com', path } });

it.each([
  [PATH, 'https://scim.example.com'],
  [`/live${PATH}`, 'https://scim.example.com/live'],
])('asked at %s, the issuer is %s', (path, issuer) => {
  expect(describeServer(at(path), false)).toMatchObject({ issuer, token_endpoint: `${issuer}/oauth/token` });
});

it('describes what is offered (RFC 8414 §2)', () => {
  expect(describeServer(at(PATH), false)).toEqual({
    issuer: 'https://scim.example.com',
    token_endpoint: 'https://scim.example.com/oauth/token',
    response_types_supported: [],
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    scopes_supported: ['scim', 'scim:read', 'directory'],
  });
  expect(describeServer(at(PATH), true)).toMatchObject({
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['RS256'],
  });
});

it('names the local server by its host and http', () => {
  const event = { headers: { Host: '127.0.0.1:8787', 'X-Forwarded-Proto': 'http' }, requestContext: { path: PATH } };
  expect(describeServer(event, false)).toMatchObject({ issuer: 'http://127.0.0.1:8787' });
});
