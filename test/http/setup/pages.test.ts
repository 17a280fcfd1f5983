import { createScim, type TestScim } from '../../support/scim.ts';
import { createSetup, type TestSetup } from './test-setup.ts';

const INDEX = `<!doctype html><link href="./assets/a.css"><script src="./assets/a.js"></script><a href="#./x">./y</a>`;
let scim: TestScim;
let setup: TestSetup;
beforeAll(async () => {
  scim = await createScim();
  const files = { 'index.html': INDEX, 'assets/a-0f.js': 'export {}', 'licences.txt': 'MIT', 'odd.bin': 'x' };
  setup = await createSetup(scim, { scopes: [], files });
});
afterAll(async () => scim.drop());

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

test('the page is for everybody, and finds its files from an address without a slash at its end', async () => {
  const { status, text, headers } = await setup.at('GET', '/setup');
  expect(status).toBe(200);
  expect(text).toBe(INDEX.replaceAll('"./assets', '"/live/setup/assets'));
  expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' });
});

test.each([
  ['/setup/assets/a-0f.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
  ['/setup/licences.txt', 'text/plain; charset=utf-8', 'no-cache'],
])('%s is %s, %s', async (path, type, cache) => {
  const { status, headers } = await setup.at('GET', path);
  expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, type, cache]);
});

test.each([
  ['GET', '/setup', 200],
  ['HEAD', '/setup', 200],
  ['GET', '/setup/assets/a-0f.js', 200],
  ['GET', '/setup/assets/gone.js', 404],
  ['GET', '/setup/..%2F..%2Ftenant.json', 404],
  ['GET', '/setup/odd.bin', 404],
  ['GET', '/setup/constructor', 404],
  ['POST', '/setup', 405],
  ['DELETE', '/setup/assets/a-0f.js', 405],
])('%s %s is %i, with every header that keeps a page safe', async (method, path, status) => {
  const answer = await setup.at(method, path);
  expect(answer.status).toBe(status);
  expect(answer.headers).toMatchObject({
    'content-security-policy': CSP,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'strict-transport-security': 'max-age=63072000',
  });
  expect(Object.keys(answer.headers)).not.toContain('set-cookie');
  if (status === 405) expect(answer.headers['allow']).toBe('GET, HEAD');
  if (method === 'HEAD' || status === 405) expect(answer.text.includes('<')).toBe(false);
});
