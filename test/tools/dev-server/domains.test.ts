import { placeOf, readDomains } from '../../../tools/dev-server/gateway/domains.ts';
import type { Stack } from '../../../tools/dev-server/template/assembly.ts';
import { PlainError } from '../../../tools/plain-error.ts';

const mapping = (DomainName: string, ApiMappingKey?: string, ApiId: unknown = { Ref: 'Api' }) => ({
  Type: 'AWS::ApiGatewayV2::ApiMapping',
  Properties: { ApiId, DomainName, Stage: 'live', ...(ApiMappingKey !== undefined && { ApiMappingKey }) },
});
const stackWith = (...mappings: ReturnType<typeof mapping>[]): Stack => ({
  name: 'api',
  resources: {
    Api: { Type: 'AWS::ApiGateway::RestApi' },
    ...Object.fromEntries(mappings.map((one, index) => [`Mapping${index}`, one])),
  },
  outputs: {},
  assets: new Map(),
});
const domains = readDomains(
  [stackWith(mapping('own.example.com'), mapping('shared.example.com', 'acme'), mapping('shared.example.com', 'a/b'))],
  'api-Api',
);

test.each([
  ['127.0.0.1:8787', '/acme/x', '/acme/x', false],
  ['own.example.com', '/acme/x', '/acme/x', false],
  ['OWN.example.com:8787', '/', '/', false],
  ['shared.example.com', '/acme/x', '/x', true],
  ['shared.example.com', '/acme', '/', true],
  ['shared.example.com', '/acme/', '/', true],
  ['shared.example.com', '/a/b/c', '/c', true],
])('%s%s is the path %s of the API', (host, path, expected, hasLowerCaseNames) => {
  expect(placeOf(domains, host, path)).toEqual({ path: expected, hasLowerCaseNames });
});

test.each(['/', '/acmex', '/a', '/other/acme'])('shared.example.com%s belongs to no API', (path) => {
  expect(placeOf(domains, 'shared.example.com', path)).toBeUndefined();
});

test('a mapping of another API is refused', () => {
  const stacks = [stackWith(mapping('own.example.com', undefined, 'other'))];
  expect(() => readDomains(stacks, 'api-Api')).toThrow(
    /mapping Mapping0 is one of the API other: .* of the stacks only/,
  );
  expect(() => readDomains(stacks, 'api-Api')).toThrow(PlainError);
});
