import { evaluatePolicy, readAuthorizerAnswer } from '../../../tools/dev-server/gateway/policy.ts';

const ARN = 'arn:aws:execute-api:eu-central-1:000000000000:api/live/GET/scim/v2/Users/1';
const statement = (Effect: string, Resource: unknown) => ({ Effect, Resource, Action: 'execute-api:Invoke' });

test.each([
  ['allow', [statement('Allow', '*')]],
  ['allow', [statement('Allow', ['arn:aws:execute-api:*:*:other/*', `${ARN.slice(0, -1)}?`])]],
  ['allow', [{ ...statement('Allow', ARN), Action: ['execute-api:*'] }]],
  ['explicit deny', [statement('Allow', '*'), statement('Deny', '*/GET/*')]],
  ['deny', [statement('Allow', '*/POST/*')]],
  ['deny', [{ ...statement('Allow', '*'), Action: 'lambda:Invoke' }]],
  ['deny', [statement('Allow', ARN.replace('live', 'l.ve'))]],
  ['deny', []],
])('%s: %j', (expected, statements) => {
  expect(evaluatePolicy(statements, ARN)).toBe(expected);
});

test.each([null, {}, { principalId: 'a' }, { principalId: 'a', policyDocument: { Statement: 'x' } }])(
  '%j is no answer of an authorizer',
  (answer) => {
    expect(readAuthorizerAnswer(JSON.stringify(answer))).toBeUndefined();
  },
);

test('a context may hold text, numbers and booleans, and nothing else', () => {
  const answer = (context: object): string =>
    JSON.stringify({ principalId: 'a', policyDocument: { Statement: [] }, context });
  expect(readAuthorizerAnswer(answer({ n: 1, b: true }))?.context).toEqual({ principalId: 'a', n: '1', b: 'true' });
  expect(readAuthorizerAnswer(answer({ list: ['x'] }))).toBeUndefined();
});
