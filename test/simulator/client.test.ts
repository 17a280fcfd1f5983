import { createClient, retryAfter } from '../../simulator/client/client.ts';

const NOW = Date.parse('2026-05-01T12:00:00Z');

test.each([
  ['3', 3000],
  ['0', 0],
  ['Fri, 01 May 2026 12:00:10 GMT', 10_000],
  ['Fri, 01 May 2026 11:00:00 GMT', 0],
  ['86400', 60_000],
  ['soon', 1000],
  [undefined, 1000],
])('Retry-After %s means %i ms', (header, ms) => {
  expect(retryAfter(header, NOW)).toBe(ms);
});

test.each([
  ['%20', 'http://h/scim/v2/Users?filter=userName%20eq%20%22a%2Bb%40c%22'],
  ['+', 'http://h/scim/v2/Users?filter=userName+eq+%22a%2Bb%40c%22'],
] as const)('writes a space in a filter as %s', (space, url) => {
  const client = createClient({ url: 'http://h/scim/v2/', token: 't', space });
  expect(client.urlOf({ template: '/Users', query: { filter: 'userName eq "a+b@c"' } })).toBe(url);
});

test('keeps the query of the Tenant URL behind its own', () => {
  const client = createClient({ url: 'http://h/scim/v2?flag', token: 't' });
  expect(client.urlOf({ template: '/Users/{id}', id: 'a b' })).toBe('http://h/scim/v2/Users/a%20b?flag');
  expect(client.urlOf({ template: '/Users', query: { attributes: 'id' } })).toBe(
    'http://h/scim/v2/Users?attributes=id&flag',
  );
});
