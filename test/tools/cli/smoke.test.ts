import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DEEP_STEPS, THROTTLED_STEP } from '../../../tools/cli/smoke/deep-steps.ts';
import { send } from '../../../tools/cli/smoke/send.ts';
import type { Place } from '../../../tools/cli/smoke/step.ts';

/** Somebody who has one answer for everything. */
const server = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(204).end());
});
let place: Place;
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const mount = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  place = { mount, scimUrl: `${mount}/scim/v2`, token: 'none', target: {} as Place['target'] };
});
afterAll(() => void server.close());

test.each([...DEEP_STEPS, THROTTLED_STEP])('smoke --deep is not content with whatever comes: $name', async (step) => {
  const { ok, got } = await step.run(place);
  expect({ ok, got }).toEqual({ ok: false, got: expect.stringMatching(/^204\b/) as string });
});

test('where nothing answers, that is what it says', async () => {
  const answer = await send({ method: 'GET', url: 'http://127.0.0.1:1/', headers: [] });
  expect(answer).toMatch(/^no answer: .*ECONNREFUSED/);
});
