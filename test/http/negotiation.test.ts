import { preferred } from '../../lambdas/http/negotiation.ts';
import { createScim, type TestScim } from '../support/scim.ts';

const OFFERED = ['application/json', 'text/csv'] as const;

it.each([
  [undefined, 'application/json'],
  ['', 'application/json'],
  ['*/*', 'application/json'],
  ['text/csv', 'text/csv'],
  ['application/json;q=0.5, text/*', 'text/csv'],
  ['application/json;q=0, */*', 'text/csv'],
  ['text/csv;q=0.9, application/*;q=0.9', 'application/json'],
  ['image/png', undefined],
])('of JSON and CSV, Accept "%s" prefers %s', (accept, type) => {
  expect(preferred(accept, OFFERED)).toBe(type);
});

describe('the media type of SCIM', () => {
  let scim: TestScim;
  beforeAll(async () => {
    scim = await createScim();
  });
  afterAll(() => scim.drop());

  it.each([
    ['application/scim+json', 'application/scim+json'],
    ['application/json', 'application/json'],
    ['application/json, text/plain', 'application/json'],
    ['application/json, */*;q=0.1', 'application/scim+json'],
    ['application/json, application/scim+json;q=0.5', 'application/scim+json'],
    ['application/json, application/scim+json;q=0', 'application/json'],
    ['text/html', 'application/scim+json'],
  ])('for Accept "%s" is %s', async (accept, type) => {
    const { headers } = await scim.request('GET', '/ServiceProviderConfig', undefined, { accept });
    expect(headers['content-type']).toBe(type);
  });
});
