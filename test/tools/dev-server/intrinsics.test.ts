import type { Stack } from '../../../tools/dev-server/template/assembly.ts';
import { resolve } from '../../../tools/dev-server/template/intrinsics.ts';

const emptyStack = (name: string): Stack => ({
  name,
  resources: {},
  outputs: {},
  conditions: {},
  mappings: {},
  parameters: {},
  assets: new Map(),
});
const data: Stack = {
  ...emptyStack('scim-demo-data'),
  resources: { Table: { Type: 'AWS::DynamoDB::GlobalTable' } },
  outputs: { TableRef: { Value: { Ref: 'Table' }, Export: { Name: 'demo:TableRef' } } },
};
const api: Stack = {
  ...emptyStack('scim-demo-api'),
  resources: {
    Fn: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'named' } },
    Api: { Type: 'AWS::ApiGateway::RestApi' },
  },
  conditions: { IsLocal: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-central-1'] } },
  mappings: { Sizes: { small: { memory: 128 } } },
  parameters: { Colour: { Default: 'blue' } },
};
const scope = { stack: api, stacks: [data, api] };

test.each([
  ['a plain value', { a: [1, 'x', null, { b: true }] }, { a: [1, 'x', null, { b: true }] }],
  ['Ref to a resource', { Ref: 'Fn' }, 'named'],
  ['Ref to a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-central-1'],
  ['Ref to a parameter', { Ref: 'Colour' }, 'blue'],
  ['AWS::NoValue', { a: { Ref: 'AWS::NoValue' }, b: [{ Ref: 'AWS::NoValue' }, 1] }, { b: [1] }],
  ['Fn::GetAtt', { 'Fn::GetAtt': ['Fn', 'Arn'] }, 'arn:aws:lambda:eu-central-1:000000000000:function:named'],
  ['Fn::GetAtt as text', { 'Fn::GetAtt': 'Api.RootResourceId' }, 'scim-demo-api-Api-root'],
  ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Fn' }]] }, 'a-named'],
  [
    'Fn::Sub',
    { 'Fn::Sub': 'x-${Fn}-${Fn.Arn}-${!Kept}' },
    'x-named-arn:aws:lambda:eu-central-1:000000000000:function:named-${Kept}',
  ],
  ['Fn::Sub with variables', { 'Fn::Sub': ['${v}/${AWS::AccountId}', { v: { Ref: 'Fn' } }] }, 'named/000000000000'],
  ['Fn::Select and Fn::Split', { 'Fn::Select': ['1', { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
  ['Fn::If', { 'Fn::If': ['IsLocal', 'yes', 'no'] }, 'yes'],
  ['Fn::Not, Fn::And, Fn::Or', { 'Fn::Not': [{ 'Fn::And': [{ Condition: 'IsLocal' }, { 'Fn::Or': [false] }] }] }, true],
  ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', 'small', 'memory'] }, 128],
  ['Fn::Base64', { 'Fn::Base64': 'hi' }, 'aGk='],
  ['Fn::ImportValue', { 'Fn::ImportValue': 'demo:TableRef' }, 'scim-demo-data-Table'],
  [
    'Fn::GetStackOutput',
    { 'Fn::GetStackOutput': { StackName: 'scim-demo-data', OutputName: 'TableRef', Region: { Ref: 'AWS::Region' } } },
    'scim-demo-data-Table',
  ],
  ['a policy condition', { Condition: { StringEquals: { a: 'b' } } }, { Condition: { StringEquals: { a: 'b' } } }],
])('%s is resolved', (_, value, expected) => {
  expect(resolve(value, scope)).toEqual(expected);
});

test.each([
  [
    'an unknown function',
    { 'Fn::Cidr': ['10.0.0.0/8'] },
    /scim-demo-api: .* does not know .* "Fn::Cidr" .*intrinsics\.ts/,
  ],
  ['an unknown attribute', { 'Fn::GetAtt': ['Fn', 'Colour'] }, /cannot give Fn::GetAtt Fn\.Colour/],
  ['a resource that is not there', { Ref: 'Nothing' }, /there is no resource "Nothing"/],
  ['an export that is not there', { 'Fn::ImportValue': 'x' }, /no stack of this tenant has the output "x"/],
])('%s is one clear error', (_, value, message) => {
  expect(() => resolve(value, scope)).toThrow(message);
});
