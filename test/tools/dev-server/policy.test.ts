import { evaluatePolicy, readAuthorizerAnswer } from '../../../tools/dev-server/gateway/policy.ts';
import { PlainError } from '../../../tools/plain-error.ts';

const API = 'arn:aws:execute-api:eu-central-1:000000000000:api/live';
const ARN = `${API}/GET/scim/v2/Users/1`;
const statement = (Effect: string, Resource: unknown) => ({ Effect, Resource, Action: 'execute-api:Invoke' });
const answer = (Statement: unknown, context?: object): string =>
  JSON.stringify({ principalId: 'a', policyDocument: { Statement }, context });

test.each([
  ['allow', [statement('Allow', '*')]],
  ['allow', [statement('Allow', `${API}/*`)]],
  ['allow', [statement('Allow', `${API}/POST/*`), statement('Allow', ARN)]],
  ['explicit deny', [statement('Allow', '*'), statement('Deny', `${API}/GET/*`)]],
  ['deny', [statement('Allow', `${API}/POST/*`)]],
  ['deny', [statement('Allow', ARN.slice(0, -1))]],
  ['deny', [statement('Allow', ARN.replace('live', 'l.ve'))]],
  ['deny', []],
])('%s: %j', (expected, statements) => {
  expect(evaluatePolicy(readAuthorizerAnswer(answer(statements))?.statements ?? [], ARN)).toBe(expected);
});

test.each([null, {}, { principalId: 'a' }, { principalId: 'a', policyDocument: { Statement: 'x' } }])(
  '%j is no answer of an authorizer',
  (given) => {
    expect(readAuthorizerAnswer(JSON.stringify(given))).toBeUndefined();
  },
);

test.each([
  statement('Allow', [ARN]),
  statement('Allow', '*/GET/*'),
  statement('Allow', `${ARN.slice(0, -1)}?`),
  { ...statement('Allow', ARN), Action: 'execute-api:*' },
  { Effect: 'Allow', Action: 'execute-api:Invoke', NotResource: ARN },
])('%j is refused: the statement is named, and where to add more', (given) => {
  expect(() => readAuthorizerAnswer(answer([given]))).toThrow(PlainError);
  expect(() => readAuthorizerAnswer(answer([given]))).toThrow(
    /the statement \{.*tools\/dev-server\/gateway\/policy\.ts$/,
  );
});

test('a context may hold text, numbers and booleans, and nothing else', () => {
  expect(readAuthorizerAnswer(answer([], { n: 1, b: true }))?.context).toEqual({ principalId: 'a', n: '1', b: 'true' });
  expect(readAuthorizerAnswer(answer([], { list: ['x'] }))).toBeUndefined();
});
