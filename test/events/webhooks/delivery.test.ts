import { Webhook as Signer } from 'standardwebhooks';
import { readSecret } from '../../../lambdas/events/webhooks/secret.ts';
import { UNITS } from '../../../tools/cost/units.ts';
import { meter } from '../../../tools/dynamodb-local/meter.ts';
import { startConsumer, type Consumer } from '../../support/consumer.ts';
import { wholePlay } from '../../support/sizes.ts';
import { openWebhooks } from '../../support/webhooks.ts';

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

let consumer: Consumer;
let other: Consumer;
let hooks: Awaited<ReturnType<typeof openWebhooks>>;
beforeEach(async () => {
  [consumer, other] = [await startConsumer(), await startConsumer()];
  hooks = await openWebhooks([
    { name: 'crm', url: consumer.url },
    { name: 'wiki', url: other.url, events: ['user.*'], expand: 'user' },
  ]);
  for (const name of ['crm', 'wiki']) await hooks.operate({ command: 'rotate-secret', name });
});
afterEach(async () => {
  await Promise.all([consumer.stop(), other.stop(), hooks.drop()]);
});

const came = ({ calls }: Consumer): string[] => calls.map(({ data }) => `${data.id} ${data.version}`);
const reportOn = async (name: string) => {
  const answer = await hooks.operate({ command: 'list' });
  const report = answer.ok ? answer.result.webhooks.find((each) => each.name === name) : undefined;
  if (report) return report;
  throw new Error(`nothing is known of ${name}`);
};

test('sends what changed, signed as the convention says, and to each what it wants', async () => {
  await hooks.change('anna', 'group 1');
  await hooks.change('anna');
  const answer = await hooks.operate({ command: 'rotate-secret', name: 'crm' });
  const secret = answer.ok ? answer.result.secret : '';
  await hooks.run('crm');
  await hooks.run('wiki');

  expect(came(consumer).toSorted()).toEqual(['anna 1', 'anna 2', 'group 1 1']);
  expect(came(other)).toEqual(['anna 1', 'anna 2']);
  expect(other.calls[0]).toMatchObject({
    type: 'user.updated',
    data: { tenant: 'acme', eventId: 'acme/User/anna/1', changed: ['title'], user: { userName: 'anna@example.com' } },
  });
  for (const { headers, body } of consumer.calls) {
    const time = new Date(Number(headers['webhook-timestamp']) * 1000);
    const [own, former, ...more] = String(headers['webhook-signature']).split(' ');
    expect(own).toBe(new Signer(secret).sign(String(headers['webhook-id']), time, body));
    // The secret before still counts.
    expect([former, more]).toEqual([expect.stringMatching(/^v1,/), []]);
  }
  expect(consumer.calls[0]?.headers['webhook-id']).toBe(consumer.calls[0]?.data.eventId);
  await hooks.run('crm');
  expect(consumer.calls).toHaveLength(3);
  const report = await reportOn('crm');
  expect(report).toMatchObject({ standing: 'delivering', waitingSince: null, parked: [], deadLetters: [] });
  expect(report.deliveries.map(({ status }) => status)).toEqual([204, 204, 204]);
});

test('a secret that is replaced twice counts until its own time, and one that leaked ends all before it', async () => {
  const rotate = async (overlap: number): Promise<string> => {
    const answer = await hooks.operate({ command: 'rotate-secret', name: 'crm', overlap });
    return answer.ok ? answer.result.secret : '';
  };
  /** Whether the next call has the signature of each of these secrets, and how many it has. */
  const signedBy = async (...secrets: string[]) => {
    consumer.calls.length = 0;
    await hooks.operate({ command: 'test', name: 'crm' });
    const header = (name: string): string => String(consumer.calls[0]?.headers[`webhook-${name}`]);
    const time = new Date(Number(header('timestamp')) * 1000);
    const given = header('signature').split(' ');
    const own = secrets.map((secret) => new Signer(secret).sign(header('id'), time, consumer.calls[0]?.body ?? ''));
    return [...own.map((signature) => given.includes(signature)), given.length];
  };
  const first = await rotate(0);
  const lost = await rotate(DAY);
  hooks.clock.now += HOUR;
  const second = await rotate(DAY);
  expect(await signedBy(first, lost, second)).toEqual([true, true, true, 3]);
  expect((await reportOn('crm')).secret?.formerUntil).toBe(new Date(hooks.clock.now + DAY).toISOString());
  hooks.clock.now += DAY - HOUR;
  expect(await signedBy(first, lost, second)).toEqual([false, true, true, 2]);
  const third = await rotate(0);
  expect(await signedBy(lost, second, third)).toEqual([false, false, true, 1]);
  for (let times = 0; times < 9; times += 1) await rotate(DAY);
  expect(await signedBy(await rotate(DAY))).toEqual([true, 5]);
});

test('a lone change costs just this much, and a hundred that came together hardly more', async () => {
  const used = meter(hooks.client);
  const spent = async (name: string, ...ids: string[]) => {
    await hooks.change(...ids);
    used.reset();
    await hooks.run(name);
    return { wru: used.wru, rru: used.rru };
  };
  await spent('crm', 'anna');
  expect(await spent('crm', 'anna')).toEqual(UNITS.webhookDelivery);
  expect(await spent('crm')).toEqual(UNITS.webhookIdle);
  expect((await spent('crm', ...Array.from({ length: 100 }, (_, nth) => `user ${nth}`))).wru).toBe(3);
  await hooks.run('wiki');
  // What it does not want is passed over.
  expect((await spent('wiki', 'group 1')).wru).toBe(2);
  used.stop();
});

test('an event that fails has the later ones of its resource wait, and nobody else; then it is given up, and can be sent again', async () => {
  consumer.answer = ({ data }) => (data.id === 'anna' ? 500 : 204);
  await hooks.change('anna', 'ben');
  await hooks.run('crm');
  await hooks.change('anna', 'carl', 'ben');
  await hooks.run('crm');
  expect(
    came(consumer)
      .filter((each) => !each.startsWith('anna'))
      .toSorted(),
  ).toEqual(['ben 1', 'ben 2', 'carl 1']);
  expect(came(consumer).filter((each) => each.startsWith('anna'))).toEqual(['anna 1']);
  expect(await reportOn('crm')).toMatchObject({
    standing: 'failing',
    parked: [{ type: 'User', id: 'anna', version: 1, upTo: 2, attempts: 1, problem: 'it answered 500' }],
  });

  const begin = hooks.clock.now;
  for (const hour of [1, 2, 3, 4, 5, 9, 10, 20, 39, 40, 60, 71, 80]) {
    hooks.clock.now = begin + hour * HOUR;
    await hooks.run('crm');
  }
  const { parked, deadLetters } = await reportOn('crm');
  expect(parked).toEqual([]);
  expect(deadLetters).toMatchObject([{ type: 'User', id: 'anna', version: 1, upTo: 2, events: ['user.updated'] }]);
  expect(came(consumer).filter((each) => each === 'anna 1')).toHaveLength(10);
  expect(came(consumer)).not.toContain('anna 2');

  consumer.answer = () => 204;
  await hooks.operate({ command: 'replay', name: 'crm', deadLetters: true });
  await hooks.run('crm');
  expect(came(consumer).slice(-2)).toEqual(['anna 1', 'anna 2']);
  expect(await reportOn('crm')).toMatchObject({ standing: 'delivering', parked: [], deadLetters: [] });
});

test('a consumer that is down is left alone for longer and longer, and holds back no other', async () => {
  consumer.answer = () => (response) => response.destroy();
  const ids = Array.from({ length: 40 }, (_, nth) => `user ${nth}`);
  await hooks.change(...ids);
  await hooks.run('crm');
  await hooks.run('wiki');
  expect(other.calls).toHaveLength(40);
  const tried = consumer.calls.length;
  // Those that were under way when it was clear.
  expect(tried).toBeLessThanOrEqual(20);
  await hooks.run('crm');
  expect(consumer.calls).toHaveLength(tried);
  expect(await reportOn('crm')).toMatchObject({
    standing: 'paused',
    lastFailure: { problem: 'the connection failed (ECONNRESET)' },
  });

  hooks.clock.now += 6 * MINUTE;
  consumer.answer = () => 200;
  await hooks.run('crm');
  hooks.clock.now += HOUR;
  await hooks.run('crm');
  expect(new Set(came(consumer))).toEqual(new Set(ids.map((id) => `${id} 1`)));
  expect(await reportOn('crm')).toMatchObject({ standing: 'delivering', parked: [], pausedUntil: null });
});

test('what a consumer did not take for three days is given up as one, and an operator can have all of it sent', async () => {
  consumer.answer = () => 503;
  const ids = Array.from({ length: 20 }, (_, nth) => `user ${nth}`);
  const begin = hooks.clock.now;
  await hooks.change(...ids);
  await hooks.run('crm');
  for (const hour of [1, 12, 60, 80]) {
    hooks.clock.now = begin + hour * HOUR;
    if (hour === 60) await hooks.change(...ids);
    await hooks.run('crm');
  }
  const { deadLetters, waitingSince, moreParked } = await reportOn('crm');
  expect(deadLetters[0]).toMatchObject({ problem: 'it answered 503', from: expect.anything(), to: expect.anything() });
  // Not more than what probes have tried.
  expect(moreParked).toBe(false);
  expect(Date.parse(waitingSince ?? '')).toBeGreaterThan(begin);

  consumer.answer = () => 204;
  consumer.calls.length = 0;
  await hooks.operate({ command: 'replay', name: 'crm', deadLetters: true });
  await hooks.run('crm');
  expect(new Set(came(consumer)).size).toBe(40);
});

test.each([
  ['a redirect', 301, 'it answered 301: redirects are not followed, write where it leads to into the tenant file'],
  ['a refusal', 404, 'it answered 404'],
])('%s is a failure that says so', async (_, status, problem) => {
  consumer.answer = () => (response) => response.writeHead(status, { location: other.url }).end();
  await hooks.change('anna');
  await hooks.run('crm');
  expect(await reportOn('crm')).toMatchObject({ lastFailure: { problem } });
  expect(other.calls).toEqual([]);
});

test('410 ends it until an operator says otherwise, and 429 is waited for as long as it says, an hour at most', async () => {
  consumer.answer = () => (response) => response.writeHead(429, { 'retry-after': '86400' }).end();
  await hooks.change('anna');
  await hooks.run('crm');
  expect(await reportOn('crm')).toMatchObject({
    standing: 'paused',
    pausedUntil: new Date(hooks.clock.now + HOUR).toISOString(),
    parked: [],
  });
  hooks.clock.now += HOUR;
  consumer.answer = () => 410;
  await hooks.run('crm');
  hooks.clock.now += 10 * DAY;
  await hooks.run('crm');
  expect(consumer.calls).toHaveLength(2);
  expect((await reportOn('crm')).standing).toBe('gone');

  consumer.answer = () => 204;
  await hooks.operate({ command: 'replay', name: 'crm' });
  await hooks.run('crm');
  expect(came(consumer)).toEqual(['anna 1', 'anna 1', 'anna 1']);
  expect((await reportOn('crm')).standing).toBe('delivering');
});

test('who has too much to do for three days has taken nothing for three days', async () => {
  consumer.answer = () => 500;
  const begin = hooks.clock.now;
  await hooks.change('anna');
  await hooks.run('crm');
  consumer.answer = () => 429;
  hooks.clock.now += HOUR;
  await hooks.change('ben');
  await hooks.run('crm');
  const busySince = new Date(begin).toISOString();
  expect(await reportOn('crm')).toMatchObject({ standing: 'paused', failingSince: busySince });
  for (const hour of [20, 40, 60, 74, 75]) {
    hooks.clock.now = begin + hour * HOUR;
    await hooks.run('crm');
  }
  const { deadLetters, parked, waitingSince } = await reportOn('crm');
  expect(deadLetters).toMatchObject([
    { problem: 'it answered 429', from: expect.anything() },
    { problem: 'it answered 429', id: 'anna' },
  ]);
  expect([parked, waitingSince]).toEqual([[], null]);

  consumer.answer = () => 204;
  await hooks.operate({ command: 'replay', name: 'crm', deadLetters: true });
  await hooks.run('crm');
  expect(await reportOn('crm')).toMatchObject({ standing: 'delivering', failingSince: null, deadLetters: [] });
  expect(came(consumer).slice(-2).toSorted()).toEqual(['anna 1', 'ben 1']);
});

test('a replay sends from a time on again, and begins before no later place', async () => {
  await hooks.change('anna');
  hooks.clock.now += HOUR;
  await hooks.change('anna', 'ben');
  await hooks.run('crm');
  consumer.calls.length = 0;
  await hooks.operate({ command: 'replay', name: 'crm', since: new Date(hooks.clock.now).toISOString() });
  await hooks.run('crm');
  expect(came(consumer).toSorted()).toEqual(['anna 2', 'ben 1']);

  await hooks.change('carl');
  await hooks.operate({ command: 'replay', name: 'crm', since: new Date(hooks.clock.now + DAY).toISOString() });
  await hooks.run('crm');
  expect(came(consumer)).toContain('carl 1');
});

wholePlay('what was given up waits again as far as there is room, and takes nothing from what waits', async () => {
  const [at, later] = [hooks.clock.now, hooks.clock.now + HOUR].map((time) => new Date(time).toISOString());
  const parked = (id: string) => ({ type: 'User', id, version: 2, upTo: 3, attempts: 1, problem: 'it answered 500' });
  const ids = [...Array.from({ length: 1000 }, (_, nth) => `user ${nth}`), 'zoe'];
  await hooks.store.park(
    'crm',
    ids.map((id) => ({ ...parked(id), since: at ?? '', nextAt: later ?? '' })),
  );
  const letter = { at: at ?? '', problem: '', type: 'User', id: 'zoe', version: 1, upTo: 1, events: [], changed: [] };
  await hooks.store.addDeadLetter('crm', letter);
  const replay = async () => {
    await hooks.operate({ command: 'replay', name: 'crm', deadLetters: true });
    await hooks.run('crm');
    return reportOn('crm');
  };
  expect(await replay()).toMatchObject({ parked: [parked('zoe')], deadLetters: [{ id: 'zoe' }] });
  expect(await replay()).toMatchObject({ parked: [], deadLetters: [] });
});

test('a test is sent at once and changes nothing; what cannot be done says so', async () => {
  expect(await hooks.operate({ command: 'test', name: 'crm' })).toMatchObject({
    ok: true,
    result: { status: 204, problem: null },
  });
  expect(consumer.calls[0]).toMatchObject({ type: 'webhook.test', data: { tenant: 'acme' } });
  expect(await hooks.operate({ command: 'test', name: 'erp' })).toEqual({
    ok: false,
    message: 'there is no webhook "erp"; the file of the tenant acme has: crm, wiki',
  });
  expect(
    await hooks.operate({ command: 'rotate-secret', name: 'crm', secret: 'whsec_MTIzNDU2Nzg5MDEyMzQ1Ng==' }),
  ).toEqual({
    ok: false,
    message: 'the secret has 16 bytes; allowed: 24 to 64 bytes as Base64, behind whsec_. Left out, a good one is made',
  });
  const given = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
  expect(await hooks.operate({ command: 'rotate-secret', name: 'crm', secret: given, overlap: 0 })).toEqual({
    ok: true,
    result: { secret: given, formerUntil: null },
  });
  expect(readSecret('whsec_no Base64 at all!')).toMatch(/^the secret is not written in Base64/);
});
