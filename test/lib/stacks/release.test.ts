import { Match, Template } from 'aws-cdk-lib/assertions';
import type { Stack } from 'aws-cdk-lib/core';
import { newApp, newStage, TENANT, templates } from '../synthesize.ts';
import { TENANT_SCHEMAS } from '../../support/tenant-schemas.ts';

type Resources = Record<string, { Properties: Record<string, unknown>; UpdatePolicy?: unknown; DependsOn?: string[] }>;

const { api } = templates();
const idsOf = (type: string, template = api): string[] => Object.keys(template.findResources(type));
const idOf = (type: string, prefix: string, template = api): string =>
  idsOf(type, template).find((id) => id.startsWith(prefix)) ?? '';

describe('a release', () => {
  const aliases = api.findResources('AWS::Lambda::Alias') as Resources;
  const gate = Object.keys(aliases).find((id) => id.startsWith('ScimFunctionLive')) ?? '';

  test('API Gateway calls aliases, whose functions are all that is behind the API', () => {
    const targets = JSON.stringify([
      api.findResources('AWS::ApiGateway::Method'),
      api.findResources('AWS::ApiGateway::Authorizer'),
    ]).matchAll(/functions\/",\{"(?:Ref|Fn::GetAtt)":"?(.*?)"/g);
    expect([...new Set([...targets].map(([, id = '']) => id))].toSorted()).toEqual(Object.keys(aliases).toSorted());
    expect(Object.keys(aliases)).toHaveLength(6);
    for (const { Properties } of Object.values(aliases)) expect(Properties['Name']).toBe('live');
  });

  test('CodeDeploy moves the alias of scim, all at once, when the smoke test has passed', () => {
    expect(aliases[gate]?.UpdatePolicy).toEqual({
      CodeDeployLambdaAliasUpdate: {
        ApplicationName: { Ref: idOf('AWS::CodeDeploy::Application', 'Release') },
        DeploymentGroupName: { Ref: idOf('AWS::CodeDeploy::DeploymentGroup', 'Release') },
        BeforeAllowTrafficHook: { Ref: idOf('AWS::Lambda::Function', 'ReleaseSmoke') },
      },
    });
    api.hasResourceProperties('AWS::CodeDeploy::DeploymentGroup', {
      DeploymentConfigName: 'CodeDeployDefault.LambdaAllAtOnce',
      AutoRollbackConfiguration: { Enabled: true, Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST'] },
    });
  });

  test('no other alias moves before', () => {
    const others = Object.entries(aliases).filter(([id]) => id !== gate);
    for (const [, { DependsOn, UpdatePolicy }] of others) {
      expect(DependsOn).toContain(gate);
      expect(UpdatePolicy).toBeUndefined();
    }
  });

  test('the smoke test knows all new versions, and whatever is new, scim is', () => {
    const smoke = JSON.stringify(
      api.findResources('AWS::Lambda::Function')[idOf('AWS::Lambda::Function', 'ReleaseSmoke')],
    );
    for (const version of idsOf('AWS::Lambda::Version')) expect(smoke).toContain(`{"Ref":"${version}"}`);
    const web = [{ path: 'assets/a.js', text: 'export {}' }];
    const other = Template.fromStack(newStage(newApp(), TENANT, web).node.findChild('api') as Stack);
    const version = (prefix: string, template: Template) => idOf('AWS::Lambda::Version', prefix, template);
    expect(version('TokenFunction', other)).toBe(version('TokenFunction', api));
    expect(version('SetupFunction', other)).not.toBe(version('SetupFunction', api));
    expect(version('ScimFunction', other)).not.toBe(version('ScimFunction', api));
  });

  test('what lasts stays: the deployment of the API is another one only where its routes are', () => {
    const deployment = (template: Template) => idsOf('AWS::ApiGateway::Deployment', template);
    const [before] = deployment(api);
    const other = templates({ ...TENANT, throttle: { rate: 7, burst: 9 }, logRetentionDays: 7, ring: 'canary' }).api;
    expect(deployment(other)).toEqual([before]);
    expect(idsOf('AWS::Lambda::Version', other)).toEqual(idsOf('AWS::Lambda::Version'));
    const { resourceTypes = [], extensions = [] } = TENANT_SCHEMAS;
    const routes = { resourceTypes: [...resourceTypes], extensions: [...extensions] };
    expect(deployment(templates({ ...TENANT, ...routes }).api)).not.toEqual([before]);
  });

  test('lets CodeDeploy move that alias and call that hook, and the hook call versions, and nothing else', () => {
    api.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: Match.objectLike({
        Statement: [Match.objectLike({ Principal: { Service: 'codedeploy.amazonaws.com' } })],
      }),
      Policies: [
        {
          PolicyName: 'Permissions',
          PolicyDocument: Match.objectLike({
            Statement: [
              Match.objectLike({
                Action: ['lambda:GetAlias', 'lambda:GetProvisionedConcurrencyConfig', 'lambda:UpdateAlias'],
              }),
              Match.objectLike({
                Action: 'lambda:InvokeFunction',
                Resource: { 'Fn::GetAtt': [idOf('AWS::Lambda::Function', 'ReleaseSmoke'), 'Arn'] },
              }),
            ],
          }),
        },
      ],
    });
  });
});
