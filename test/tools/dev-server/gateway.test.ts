import { deflateSync, gzipSync } from 'node:zlib';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { FIXTURE_KEY, startFixtureServer } from './fixture-server.ts';
import type { Answer, FixtureServer } from './fixture-server.ts';
import { sizes } from '../../support/sizes.ts';

let server: FixtureServer;
beforeAll(async () => {
  server = await startFixtureServer();
});
afterAll(() => server.close());

const GOOD = { Authorization: 'Bearer good' };
interface Echo {
  event: APIGatewayProxyEvent;
  context: Context & { remaining: number };
  environment: Record<string, string>;
}
const echoed = ({ body }: Answer): Echo => JSON.parse(body) as Echo;
const detail = ({ body }: Answer): string => (JSON.parse(body) as { detail: string }).detail;

describe('the event a function gets', () => {
  test('has route, decoded path parameters, every query value and every header', async () => {
    const answer = await server.send('POST', '/scim/v2/Users/a%20b%2Fc?x=1+2&x=%203&y', {
      headers: { ...GOOD, 'X-Custom': 'one', 'X-Forwarded-For': '10.0.0.1', TE: 'trailers' },
      body: '{"a":"ä"}',
    });
    const { event } = echoed(answer);
    expect(event).toMatchObject({
      resource: '/scim/v2/Users/{id}',
      path: '/scim/v2/Users/a%20b%2Fc',
      httpMethod: 'POST',
      pathParameters: { id: 'a b/c' },
      queryStringParameters: { x: ' 3', y: '' },
      multiValueQueryStringParameters: { x: ['1 2', ' 3'], y: [''] },
      headers: { 'X-Custom': 'one', 'X-Forwarded-For': '10.0.0.1, 127.0.0.1', 'X-Forwarded-Proto': 'http' },
      multiValueHeaders: { 'X-Custom': ['one'] },
      body: '{"a":"ä"}',
      isBase64Encoded: false,
      requestContext: {
        domainName: `127.0.0.1:${server.port}`,
        path: '/scim/v2/Users/a%20b%2Fc',
        resourcePath: '/scim/v2/Users/{id}',
        stage: 'live',
        requestId: answer.headers['x-amzn-requestid'],
      },
    });
    expect(Object.keys(event.headers)).not.toContain('TE');
  });

  test('has null for what is not there', async () => {
    const { event } = echoed(await server.send('GET', '/open'));
    expect(event).toMatchObject({ body: null, queryStringParameters: null, pathParameters: null });
    expect(event.requestContext).not.toHaveProperty('authorizer');
  });

  test('keeps __proto__ as a name like any other', async () => {
    const { event } = echoed(await server.send('GET', '/open?__proto__=1'));
    expect(Object.entries(event.queryStringParameters ?? {})).toEqual([['__proto__', '1']]);
  });

  test('comes with a Lambda context and the environment of the template', async () => {
    const { context, environment } = echoed(await server.send('GET', '/open'));
    expect(context).toMatchObject({ functionName: 'scim-demo-api-Echo', memoryLimitInMB: '256' });
    expect(context.remaining).toBeLessThanOrEqual(60_000);
    expect(context.remaining).toBeGreaterThan(0);
    expect(environment['TABLE_NAME']).toBe('scim-demo-data-Table');
    expect(environment['LAMBDA_TASK_ROOT']).toMatch(/asset\.echo$/);
  });
});

describe('the bytes of a body', () => {
  const JSON_TEXT = '{"a":"ä 😀"}';
  const zip: Readonly<Record<string, (text: string) => Buffer>> = { gzip: gzipSync, deflate: deflateSync };
  const post = (body: Buffer, headers: Record<string, string> = {}) => server.send('POST', '/open', { headers, body });

  test.each([
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    [' deflate ', 'deflate'],
  ])('in the coding "%s" are decompressed, and the header stays', async (coding, name) => {
    const { event } = echoed(await post(zip[name]?.(JSON_TEXT) ?? Buffer.of(), { 'Content-Encoding': coding }));
    expect(event).toMatchObject({ body: JSON_TEXT, isBase64Encoded: false });
    expect(event.headers['Content-Encoding']).toBe(coding.trim());
  });

  test.each<Record<string, string>>([{}, { 'Content-Encoding': 'identity' }, { 'Content-Encoding': '' }])(
    'are text with %j',
    async (headers) => {
      expect(echoed(await post(Buffer.from(JSON_TEXT), headers)).event.body).toBe(JSON_TEXT);
    },
  );

  test('that are not UTF-8 become U+FFFD, whatever the charset says', async () => {
    const headers = { 'Content-Type': 'application/json; charset=iso-8859-1' };
    expect(echoed(await post(Buffer.from('{"a":"\xE4b"}', 'latin1'), headers)).event).toMatchObject({
      body: '{"a":"\uFFFDb"}',
      isBase64Encoded: false,
    });
    const zipped = gzipSync(Buffer.from('\xE4', 'latin1'));
    expect(echoed(await post(zipped, { 'Content-Encoding': 'gzip' })).event.body).toBe('\uFFFD');
    expect(echoed(await post(gzipSync('x'))).event.body).toContain('\uFFFD');
  });

  test('keep their byte order mark', async () => {
    expect(echoed(await post(Buffer.from('\uFEFF{}'))).event.body).toBe('\uFEFF{}');
  });

  test('that are none are none in every coding that is known', async () => {
    const headers = { 'Content-Encoding': 'gzip' };
    expect(echoed(await server.send('GET', '/open', { headers })).event.body).toBeNull();
  });

  test.each([
    ['br', gzipSync(JSON_TEXT)],
    ['compress', Buffer.from(JSON_TEXT)],
    ['gzip, gzip', gzipSync(gzipSync(JSON_TEXT))],
    ['gzip', Buffer.from(JSON_TEXT)],
    ['gzip', gzipSync(JSON_TEXT).subarray(0, 20)],
    ['gzip', deflateSync(JSON_TEXT)],
    ['deflate', gzipSync(JSON_TEXT)],
  ])('that are not what the Content-Encoding "%s" says are 415', async (coding, body) => {
    const answer = await post(body, { 'Content-Encoding': coding });
    expect([answer.status, detail(answer)]).toEqual([415, 'refused: UNSUPPORTED_MEDIA_TYPE']);
  });

  test('are limited after decompression as well', async () => {
    const answer = await post(gzipSync('x'.repeat(10 * 2 ** 20 + 1)), { 'Content-Encoding': 'gzip' });
    expect([answer.status, detail(answer)]).toEqual([413, 'refused: REQUEST_TOO_LARGE']);
  });

  test('are judged before the route and the credential', async () => {
    const headers = { 'Content-Encoding': 'br' };
    expect((await server.send('POST', '/nowhere', { headers })).status).toBe(415);
    expect((await server.send('POST', '/scim/v2/Users', { headers })).status).toBe(415);
  });
});

describe('routes', () => {
  test.each([
    ['GET', '/scim/v2/Users/', '/scim/v2/Users'],
    ['DELETE', '/scim/v2/Users', '/scim/v2/Users'],
    ['POST', '/scim/v2/Users/.search', '/scim/v2/Users/.search'],
    ['GET', '/scim/v2/Users/search', '/scim/v2/Users/{id}'],
    ['GET', '/open/a/b%20c', '/open/{proxy+}'],
  ])('%s %s goes to %s', async (method, target, resource) => {
    const answer = await server.send(method, target, { headers: GOOD });
    expect(echoed(answer).event.resource).toBe(resource);
  });

  test.each([
    ['GET', '/'],
    ['GET', '/scim/v2'],
    ['GET', '/scim/v2/users'],
    ['GET', '/scim/v2/Users//'],
    ['GET', '/scim/v2/Users/1/2'],
    ['GET', '/scim/v2/Users/.search'],
    ['POST', '/open/a'],
  ])('%s %s is not there', async (method, target) => {
    const answer = await server.send(method, target, { headers: GOOD });
    expect(answer.status).toBe(404);
    expect(detail(answer)).toBe(`no such endpoint: ${target}`);
  });

  test.each(['/scim/v2/Users/%', '/scim/v2/Users/%E0%A4%A', '/scim/v2/Users?x=%zz', '/open?%ff=1'])(
    'refuses the broken percent-encoding of %s',
    async (target) => {
      const answer = await server.send('GET', target, { headers: GOOD });
      expect([answer.status, detail(answer)]).toEqual([400, 'refused: BAD_REQUEST']);
    },
  );
});

describe('the authorizer', () => {
  const calls = async (headers: Record<string, string>): Promise<string> => {
    const { event } = echoed(await server.send('GET', '/scim/v2/Users', { headers }));
    return String(event.requestContext.authorizer?.['calls']);
  };

  test('is not asked without its identity source', async () => {
    const answer = await server.send('GET', '/scim/v2/Users');
    expect([answer.status, detail(answer)]).toEqual([401, 'no credential']);
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="scim"');
    expect(answer.headers['content-type']).toBe('application/scim+json');
  });

  test('gives its context to the function, as text', async () => {
    const { event } = echoed(await server.send('GET', '/scim/v2/Users', { headers: GOOD }));
    expect(event.requestContext.authorizer).toMatchObject({ principalId: 'good', calls: expect.any(String) as string });
  });

  test('is asked once for a token and again for another one', async () => {
    const first = await calls({ Authorization: 'Bearer good-cached' });
    expect(await calls({ authorization: 'Bearer good-cached' })).toBe(first);
    expect(await calls({ Authorization: 'Bearer good-other' })).not.toBe(first);
  });

  test('is asked once for parallel requests with a new token', async () => {
    const parallel = Array.from({ length: 10 }, () => calls({ Authorization: 'Bearer good-parallel' }));
    expect(new Set(await Promise.all(parallel)).size).toBe(1);
  });

  test('refuses with the detail of a Deny', async () => {
    const answer = await server.send('GET', '/scim/v2/Users', { headers: { Authorization: 'Bearer bad' } });
    expect([answer.status, detail(answer)]).toEqual([401, 'the token bad is not known']);
  });

  test('refuses what its policy does not cover', async () => {
    const headers = { Authorization: 'Bearer good-for-reading' };
    expect((await server.send('GET', '/scim/v2/Users', { headers })).status).toBe(200);
    expect((await server.send('POST', '/scim/v2/Users', { headers })).status).toBe(401);
  });

  test.each([
    ['unauthorized', 401, 'no credential'],
    ['neither', 500, 'failed: AUTHORIZER_FAILURE'],
  ])('that throws for "%s" becomes %i, and is asked again', async (token, status, expected) => {
    for (const _ of [1, 2]) {
      server.errors.length = 0;
      const answer = await server.send('GET', '/scim/v2/Users', { headers: { Authorization: `Bearer ${token}` } });
      expect([answer.status, detail(answer), server.errors.length]).toEqual([status, expected, 1]);
    }
  });
});

describe('the answer of a function', () => {
  test('has its status, headers and body, and no WWW-Authenticate of its own', async () => {
    const answer = await server.send('GET', '/open?do=challenge');
    expect(answer).toMatchObject({ status: 200, body: '{}' });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/scim+json',
      'x-amzn-remapped-www-authenticate': 'Basic',
    });
    expect(answer.headers).not.toHaveProperty('www-authenticate');
  });

  test('to HEAD has no body', async () => {
    const answer = await server.send('HEAD', '/open');
    expect(answer).toMatchObject({ status: 200, body: '' });
    expect(Number(answer.headers['content-length'])).toBeGreaterThan(0);
  });

  test.each([
    ['malformed', 'malformed Lambda proxy response'],
    ['throw', 'TypeError: no'],
    ['crash', 'the runtime exited with code 3'],
    ...(sizes.wholePlays ? [['hoard', 'reaching memory limit']] : []),
    ['large', 'malformed Lambda proxy response'],
    ['hang', 'Task timed out after 1.00 seconds', '/hasty'],
    ['spin', 'Task timed out after 1.00 seconds', '/hasty'],
  ])(
    'that is none (%s) becomes an internal error, and the next request is served',
    async (behaviour, reason, path = '/open') => {
      server.errors.length = 0;
      const answer = await server.send('GET', `${path}?do=${behaviour}`);
      expect([answer.status, detail(answer)]).toEqual([500, 'failed: INTERNAL_SERVER_ERROR']);
      expect(server.errors.join('\n')).toContain(reason);
      expect((await server.send('GET', '/open')).status).toBe(200);
    },
  );

  test('that takes longer than the integration may is a time-out of the gateway', async () => {
    const answer = await server.send('GET', '/slow?do=hang');
    expect([answer.status, detail(answer)]).toEqual([504, 'too slow']);
  });
});

describe('limits', () => {
  test.each([
    ['a body over 10 MB', 10 * 2 ** 20 + 1],
    ['an event over 6 MB', 6 * 2 ** 20],
  ])('%s is too large', async (_, bytes) => {
    const answer = await server.send('POST', '/open', { body: 'x'.repeat(bytes) });
    expect([answer.status, detail(answer)]).toEqual([413, 'refused: REQUEST_TOO_LARGE']);
  });

  test('headers end at 10,240 bytes', async () => {
    const answer = await server.send('GET', '/open', { headers: { 'X-Long': 'x'.repeat(10_240) } });
    expect(detail(answer)).toBe('refused: REQUEST_HEADERS_TOO_LARGE');
  });

  test('what is not HTTP gets an answer too', async () => {
    const answer = await server.send('GET', '/open', { headers: { 'X-Long': 'x'.repeat(100_000) } });
    expect(answer.status).toBe(431);
  });

  test('the burst of the stage is honoured, for each method of the API', async () => {
    // In no time, however long it takes.
    const throttled = await startFixtureServer({ throttle: true, now: () => 0 });
    const answers = await Promise.all(Array.from({ length: 260 }, () => throttled.send('HEAD', '/open')));
    const other = await throttled.send('GET', '/open/another');
    await throttled.close();
    expect(other.status).not.toBe(429);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThanOrEqual(60);
    expect(refused[0]?.headers['retry-after']).toBe('5');
  });
});

describe('the Invoke API of Lambda', () => {
  const signed = { Authorization: `AWS4-HMAC-SHA256 Credential=${FIXTURE_KEY}/2026, Signature=x` };
  const target = (name: string): string => `/2015-03-31/functions/${name}/invocations`;

  test('runs a function by its name', async () => {
    const answer = await server.send('POST', target('scim-demo-api-Echo'), { headers: signed, body: '{"do":"echo"}' });
    expect(echoed({ ...answer, body: (JSON.parse(answer.body) as { body: string }).body }).event).toEqual({
      do: 'echo',
    });
  });

  test('reports an error of the function', async () => {
    const answer = await server.send('POST', target('scim-demo-api-Echo'), { headers: signed, body: '{"do":"throw"}' });
    expect(answer).toMatchObject({ status: 200, headers: { 'x-amz-function-error': 'Unhandled' } });
    expect(JSON.parse(answer.body)).toMatchObject({ errorType: 'TypeError', errorMessage: 'no' });
  });

  test.each([
    ['a function that is not there', 'nope', signed, 404, 'ResourceNotFoundException'],
    ['a request that is not signed', 'scim-demo-api-Echo', {}, 403, 'MissingAuthenticationTokenException'],
  ])('refuses %s', async (_, name, headers, status, type) => {
    const answer = await server.send('POST', target(name), { headers, body: '{}' });
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([status, type]);
  });
});
