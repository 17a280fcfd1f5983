import { jest } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildProxyEvent } from '../../tools/dev-server/gateway/proxy-event.ts';
import { wholePlay } from '../support/sizes.ts';

/** A DynamoDB that answers nothing but this. */
let failure = '';
let dynamodb: Server;
let handler: (typeof import('../../lambdas/handlers/token.ts'))['handler'];
const lines: string[] = [];
beforeAll(async () => {
  dynamodb = createServer((request, response) => {
    request.resume();
    response.writeHead(400, { 'Content-Type': 'application/x-amz-json-1.0' }).end(JSON.stringify({ __type: failure }));
  });
  await new Promise<void>((resolve) => void dynamodb.listen(0, '127.0.0.1', resolve));
  const folder = mkdtempSync(join(tmpdir(), 'token-'));
  writeFileSync(join(folder, 'tenant.json'), '{}');
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${(dynamodb.address() as AddressInfo).port}`,
    TABLE_NAME: 'table',
    TENANT: 'demo',
    LAMBDA_TASK_ROOT: folder,
    POWERTOOLS_DEV: 'true',
  });
  for (const level of ['info', 'error', 'warn'] as const)
    jest.spyOn(console, level).mockImplementation((line: string) => void lines.push(line));
  ({ handler } = await import('../../lambdas/handlers/token.ts'));
});
afterAll(() => {
  dynamodb.closeAllConnections();
  dynamodb.close();
});

async function ask() {
  const { statusCode, headers, body } = await handler(
    buildProxyEvent({
      method: 'POST',
      url: '/oauth/token',
      rawHeaders: ['Content-Type', 'application/x-www-form-urlencoded'],
      body: 'grant_type=client_credentials&client_id=client-0123456789abcdef&client_secret=hush',
      resource: '/oauth/token',
      requestId: 'request-1',
    }),
    {} as Context,
  );
  return { statusCode, headers, body: JSON.parse(body) as object };
}

wholePlay('says when to come back while the database is busy', async () => {
  failure = 'ThrottlingException';
  expect(await ask()).toMatchObject({
    statusCode: 503,
    headers: { 'Retry-After': '5', 'Cache-Control': 'no-store' },
    body: { error: 'temporarily_unavailable', error_description: expect.stringContaining('database is busy') },
  });
  // It is nobody's credential that is wrong, and a stranger who tries again is told the same.
  expect(lines.join()).toMatch(/"reason": "busy"/);
});

it('answers what nobody expected as an OAuth error with the request id, and logs it without the request', async () => {
  failure = 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException';
  expect(await ask()).toMatchObject({
    statusCode: 500,
    headers: { 'Cache-Control': 'no-store' },
    body: { error: 'server_error', error_description: expect.stringContaining('request id request-1') },
  });
  expect(lines.join()).toContain('ResourceNotFoundException');
  expect(lines.join()).not.toContain('hush');
});
