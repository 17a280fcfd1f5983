import type { Stack } from '../../../tools/dev-server/template/assembly.ts';
import { resolve } from '../../../tools/dev-server/template/intrinsics.ts';
import { PlainError } from '../../../tools/plain-error.ts';

const emptyStack = (name: string): Stack => ({ name, resources: {}, outputs: {}, assets: new Map() });
const data: Stack = {
  ...emptyStack('scim-demo-data'),
  resources: { Table: { Type: 'AWS::DynamoDB::GlobalTable' } },
  outputs: { TableRef: { Value: { Ref: 'Table' }, Export: { Name: 'demo:TableRef' } } },
};
const api: Stack = {
  ...emptyStack('scim-demo-api'),
  resources: {
    Fn: { Type: 'AWS::Lambda::Function' },
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'named' } },
    Api: { Type: 'AWS::ApiGateway::RestApi' },
    Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Fn' } } },
    Alias: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: { Ref: 'Fn' }, Name: 'live' } },
    Strange: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: 'fn', Name: 'live' } },
  },
};
const scope = { stack: api, stacks: [data, api] };

test.each([
  ['a plain value', { a: [1, 'x', null, { b: true }] }, { a: [1, 'x', null, { b: true }] }],
  ['Ref to a resource', { Ref: 'Fn' }, 'scim-demo-api-Fn'],
  ['Ref to a resource with a name', { Ref: 'Bus' }, 'named'],
  ['Ref to a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-central-1'],
  ['Fn::GetAtt', { 'Fn::GetAtt': ['Fn', 'Arn'] }, 'arn:aws:lambda:eu-central-1:000000000000:function:scim-demo-api-Fn'],
  ['Fn::GetAtt of an API', { 'Fn::GetAtt': ['Api', 'RootResourceId'] }, 'scim-demo-api-Api-root'],
  ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Bus' }]] }, 'a-named'],
  ['Fn::Sub', { 'Fn::Sub': 'x-${AWS::AccountId}-${Bus}' }, 'x-000000000000-named'],
  ['Fn::Select and Fn::Split', { 'Fn::Select': ['1', { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
  ['Fn::ImportValue', { 'Fn::ImportValue': 'demo:TableRef' }, 'scim-demo-data-Table'],
  [
    'Fn::GetStackOutput',
    { 'Fn::GetStackOutput': { StackName: 'scim-demo-data', OutputName: 'TableRef' } },
    'scim-demo-data-Table',
  ],
  ['Ref to an alias', { Ref: 'Alias' }, 'arn:aws:lambda:eu-central-1:000000000000:function:scim-demo-api-Fn:live'],
  ['Ref to a version', { Ref: 'Version' }, 'arn:aws:lambda:eu-central-1:000000000000:function:scim-demo-api-Fn:1'],
  ['the number of a version', { 'Fn::GetAtt': ['Version', 'Version'] }, '1'],
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
  ['an unknown pseudo parameter', { Ref: 'AWS::NoValue' }, /scim-demo-api: .* "AWS::NoValue" .*references\.ts/],
  [
    'Fn::Sub with variables',
    { 'Fn::Sub': ['${v}', { v: 1 }] },
    /does not know .* Fn::Sub with variables .*intrinsics\.ts/,
  ],
  ['Fn::GetAtt as text', { 'Fn::GetAtt': 'Api.RootResourceId' }, /has "Api\.RootResourceId", .* with a list only/],
  ['Fn::If', { 'Fn::If': ['IsLocal', 'yes', 'no'] }, /does not know .* "Fn::If" .*known: Ref, Fn::GetAtt/],
  ['an unknown attribute', { 'Fn::GetAtt': ['Fn', 'Colour'] }, /cannot give Fn::GetAtt Fn\.Colour/],
  ['a resource that is not there', { Ref: 'Nothing' }, /there is no resource "Nothing"/],
  ['an alias of a function elsewhere', { Ref: 'Strange' }, /alias or version of "fn" is not one of a function/],
  [
    'an output that is not there',
    { 'Fn::GetStackOutput': { StackName: 'scim-demo-data', OutputName: 'x' } },
    /no stack of this tenant is "scim-demo-data" with the output "x"/,
  ],
  ['an export that is not there', { 'Fn::ImportValue': 'x' }, /no stack of this tenant has the output "x"/],
])('%s is one clear error', (_, value, message) => {
  expect(() => resolve(value, scope)).toThrow(message);
  expect(() => resolve(value, scope)).toThrow(PlainError);
});
