import { jest } from '@jest/globals';
import { runSmoke } from '../../lambdas/http/smoke/run.ts';
import { readAnswer } from '../../lambdas/http/smoke/answer.ts';
import { SMOKED, SMOKE_REQUESTS, type Smoked } from '../../lambdas/http/smoke/requests.ts';
import { signedHeaders } from '../../lambdas/store/table/client/signature.ts';
import { openStore, type StoreTest } from '../support/store.ts';
import { loadHandlers, outcomeOf } from './access/gateway-here.ts';

describe('the smoke test of new versions', () => {
  let table: StoreTest;
  let payloadOf: (to: Smoked, event: object) => Promise<string>;
  let invoke: (to: Smoked, event: object) => Promise<unknown>;
  beforeAll(async () => {
    table = await openStore();
    const handlers = await loadHandlers(table.tableName, {});
    payloadOf = async (to, event) => {
      const outcome = await outcomeOf(handlers[to], JSON.stringify(event));
      if (!outcome.ok) throw new Error(outcome.error.errorMessage);
      return outcome.payload;
    };
    invoke = async (to, event) => readAnswer(await payloadOf(to, event));
  });
  afterAll(() => table.drop());

  test('finds nothing in functions that are right, and leaves no trace of traffic, refusals or use', async () => {
    expect(await runSmoke({ tenant: 'demo', invoke })).toEqual([]);
    // What the functions themselves put there when they start on a new table.
    const kinds = (await table.items()).map(({ pk }) => String(pk).split('#')[0]);
    expect(kinds.filter((kind) => kind !== 'SECRET' && kind !== 'SHAPE')).toEqual([]);
  });

  test('says of each function that fails, or answers another thing, what was asked', async () => {
    const failing = () => Promise.reject(new Error('the function ended with an error'));
    const problems = await runSmoke({ tenant: 'demo', invoke: failing });
    expect(problems).toHaveLength(SMOKE_REQUESTS.length);
    expect(problems[0]).toBe('scim: GET /scim/v2/ServiceProviderConfig failed: the function ended with an error');
    const wrong = (to: Smoked) => Promise.resolve(to === 'authorizer' ? {} : { statusCode: 503, body: '{}' });
    expect(await runSmoke({ tenant: 'demo', invoke: wrong })).toEqual(
      SMOKE_REQUESTS.map(({ to, what }) => {
        const answer = to === 'authorizer' ? 'without a status' : '503';
        return `${to}: ${what} was answered ${answer}, which is not what it should be`;
      }),
    );
  });

  test('as a hook, asks the new versions and tells CodeDeploy what came of it', async () => {
    const told: unknown[] = [];
    let isBroken = false;
    const fetch = jest.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
      const { hostname, pathname, search } = new URL(typeof url === 'string' ? url : '');
      const body = typeof init?.body === 'string' ? init.body : '';
      if (hostname === 'codedeploy.eu-central-1.amazonaws.com') {
        told.push(JSON.parse(body));
        return new Response('{}');
      }
      const name = SMOKED.find((each) => pathname === `/2015-03-31/functions/acme-${each}/invocations`);
      expect([hostname, search, name]).toEqual([
        'lambda.eu-central-1.amazonaws.com',
        '?Qualifier=7',
        expect.any(String),
      ]);
      if (isBroken) return new Response('{}', { headers: { 'X-Amz-Function-Error': 'Unhandled' } });
      return new Response(await payloadOf(name ?? 'scim', JSON.parse(body) as object));
    });
    const before = { ...process.env };
    Object.assign(process.env, {
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'A',
      AWS_SECRET_ACCESS_KEY: 'S',
      AWS_SESSION_TOKEN: 'T',
      RELEASED: JSON.stringify(
        Object.fromEntries(SMOKED.map((name) => [name, `arn:aws:lambda:eu-central-1:1:function:acme-${name}:7`])),
      ),
    });
    const { handler } = await import('../../lambdas/handlers/smoke.ts');
    const hook = { DeploymentId: 'd-1', LifecycleEventHookExecutionId: 'x' };
    const outcome = { deploymentId: 'd-1', lifecycleEventHookExecutionId: 'x' };
    expect(await handler(hook)).toEqual([]);
    isBroken = true;
    expect(await handler(hook)).toHaveLength(SMOKE_REQUESTS.length);
    expect((await handler({}))[0]).toMatch(/^scim: GET .* failed: the function ended with an error \(Unhandled\)/);
    expect(told).toEqual(['Succeeded', 'Failed'].map((status) => ({ ...outcome, status })));
    fetch.mockRestore();
    process.env = before;
  });

  test('is refused by a function of another tenant', async () => {
    const problems = await runSmoke({ tenant: 'other', invoke });
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(['scim', 'scim', 'scim', 'directory', 'export']);
  });
});

test("a call to AWS is signed as in AWS's own example (post-vanilla of its test suite)", () => {
  const access = {
    region: 'us-east-1',
    accessKeyId: 'AKIDEXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  };
  const post = { service: 'service', host: 'example.amazonaws.com', path: '/', body: '' };
  expect(signedHeaders(post, access, new Date('2015-08-30T12:36:00Z'))['authorization']).toBe(
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, ' +
      'Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
  );
});
