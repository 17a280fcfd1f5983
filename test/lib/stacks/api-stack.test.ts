import type { Stack } from 'aws-cdk-lib/core';
import { Capture, Match, type Template } from 'aws-cdk-lib/assertions';
import { exportPaths } from '../../../lambdas/http/paths.ts';
import { GATEWAY_ANSWERS } from '../../../lib/gateway-responses.ts';
import { TENANT_SCHEMAS } from '../../support/tenant-schemas.ts';
import { newApp, newStage, TENANT, templates } from '../synthesize.ts';

type Resource = { Properties: Record<string, unknown> };
type Reference = { Ref?: string; 'Fn::GetAtt'?: [string, string] };

const { api } = templates();
const resourcesOf = (type: string, template = api) => template.findResources(type) as Record<string, Resource>;

/** The path of an API Gateway resource, up through its parents. */
function pathOf({ Ref: id }: Reference, template: Template): string {
  const resource = id === undefined ? undefined : resourcesOf('AWS::ApiGateway::Resource', template)[id];
  if (!resource) return '';
  return `${pathOf(resource.Properties['ParentId'] as Reference, template)}/${resource.Properties['PathPart'] as string}`;
}

function routesOf(template: Template): string[] {
  const methods = Object.values(resourcesOf('AWS::ApiGateway::Method', template));
  return methods.map(({ Properties }) => pathOf(Properties['ResourceId'] as Reference, template)).sort();
}

/** The address at which API Gateway invokes a function. */
function functionUri(id: string) {
  const arn = { Ref: Match.stringLikeRegexp(`^${id}Live`) };
  return { 'Fn::Join': ['', Match.arrayWith([arn, '/invocations'])] };
}

describe('api stack', () => {
  test('routes these paths and no other', () => {
    expect(routesOf(api)).toEqual([
      '/.well-known/oauth-authorization-server',
      '/directory',
      '/directory/v1',
      '/directory/v1/changes',
      '/directory/v1/changes/{proxy+}',
      '/directory/v1/groups',
      '/directory/v1/groups.csv',
      '/directory/v1/groups.csv/{proxy+}',
      '/directory/v1/groups.jsonl',
      '/directory/v1/groups.jsonl/{proxy+}',
      '/directory/v1/groups/{id}',
      '/directory/v1/groups/{id}/members',
      '/directory/v1/groups/{id}/members/{proxy+}',
      '/directory/v1/groups/{id}/{proxy+}',
      '/directory/v1/health',
      '/directory/v1/health/{proxy+}',
      '/directory/v1/members.csv',
      '/directory/v1/members.csv/{proxy+}',
      '/directory/v1/members.jsonl',
      '/directory/v1/members.jsonl/{proxy+}',
      '/directory/v1/openapi.json',
      '/directory/v1/openapi.json/{proxy+}',
      '/directory/v1/users',
      '/directory/v1/users.csv',
      '/directory/v1/users.csv/{proxy+}',
      '/directory/v1/users.jsonl',
      '/directory/v1/users.jsonl/{proxy+}',
      '/directory/v1/users/{id}',
      '/directory/v1/users/{id}/groups',
      '/directory/v1/users/{id}/groups/{proxy+}',
      '/directory/v1/users/{id}/history',
      '/directory/v1/users/{id}/history/{proxy+}',
      '/directory/v1/users/{id}/{proxy+}',
      '/directory/v1/{proxy+}',
      '/directory/{proxy+}',
      '/oauth/token',
      '/oauth/token',
      '/scim/v2/.search',
      '/scim/v2/Bulk',
      '/scim/v2/Groups',
      '/scim/v2/Groups/.search',
      '/scim/v2/Groups/{id}',
      '/scim/v2/Me',
      '/scim/v2/ResourceTypes',
      '/scim/v2/ResourceTypes/{id}',
      '/scim/v2/Schemas',
      '/scim/v2/Schemas/{id}',
      '/scim/v2/ServiceProviderConfig',
      '/scim/v2/ServiceProviderConfigs',
      '/scim/v2/Users',
      '/scim/v2/Users/.search',
      '/scim/v2/Users/{id}',
      '/scim/v2/{proxy+}',
      '/scim/{proxy+}',
      '/setup',
      '/setup',
      '/setup/api/activity',
      '/setup/api/activity',
      '/setup/api/activity.csv',
      '/setup/api/activity.csv',
      '/setup/api/credentials',
      '/setup/api/credentials',
      '/setup/api/credentials',
      '/setup/api/credentials/{keyId}',
      '/setup/api/credentials/{keyId}',
      '/setup/api/fields',
      '/setup/api/fields',
      '/setup/api/health',
      '/setup/api/health',
      '/setup/api/openapi.json',
      '/setup/api/openapi.json',
      '/setup/api/overview',
      '/setup/api/overview',
      '/setup/api/people',
      '/setup/api/people',
      '/setup/api/people/{id}',
      '/setup/api/people/{id}',
      '/setup/api/{proxy+}',
      '/setup/{proxy+}',
      '/setup/{proxy+}',
      '/{proxy+}',
    ]);
  });

  test('routes the same paths for every resource type of the tenant', () => {
    const { resourceTypes = [], extensions = [] } = TENANT_SCHEMAS;
    const tenant = { ...TENANT, resourceTypes: [...resourceTypes], extensions: [...extensions] };
    const before = new Set(routesOf(api));
    const added = routesOf(templates(tenant).api).filter((path) => !before.has(path));
    expect(added).toEqual(['/scim/v2/Printers', '/scim/v2/Printers/.search', '/scim/v2/Printers/{id}']);
  });

  test.each([
    ['/scim/v2', 'ScimFunction'],
    ['/directory/v1', '(?:Directory|Export)Function'],
  ])('sends every method below %s through the authorizer to the %s', (base, target) => {
    const methods = Object.values(resourcesOf('AWS::ApiGateway::Method'))
      .map(({ Properties }) => Properties)
      .filter((method) => pathOf(method['ResourceId'] as Reference, api).startsWith(base));
    expect(methods.length).toBeGreaterThan(5);
    for (const method of methods) {
      expect(method).toMatchObject({ HttpMethod: 'ANY', AuthorizationType: 'CUSTOM' });
      expect(JSON.stringify(method['AuthorizerId'])).toContain('"Ref":"BearerAuthorizer');
      expect(JSON.stringify(method['Integration'])).toMatch(new RegExp(`"AWS_PROXY".*"${target}Live[0-9A-F]{8}"`));
    }
  });

  test('streams the exports, and nothing else, for as long as it may', () => {
    const streamed = Object.values(resourcesOf('AWS::ApiGateway::Method')).filter(({ Properties }) =>
      JSON.stringify(Properties['Integration']).includes('STREAM'),
    );
    const paths = streamed.map(({ Properties }) => pathOf(Properties['ResourceId'] as Reference, api));
    expect(paths.toSorted()).toEqual(exportPaths().toSorted());
    for (const { Properties } of streamed) {
      expect(Properties['Integration']).toMatchObject({ ResponseTransferMode: 'STREAM', TimeoutInMillis: 900_000 });
      expect(JSON.stringify(Properties['Integration'])).toMatch(
        /lambda:path\/2021-11-15\/functions\/",.*"ExportFunctionLive.*\/response-streaming-invocations"/,
      );
    }
  });

  const methodsBelow = (base: string) =>
    Object.values(resourcesOf('AWS::ApiGateway::Method'))
      .map(({ Properties }) => ({ ...Properties, path: pathOf(Properties['ResourceId'] as Reference, api) }))
      .filter(({ path }) => path === base || path.startsWith(`${base}/`));

  test('gives the setup page to everybody, and its API to whoever the authorizer lets in', () => {
    const methods = methodsBelow('/setup');
    expect(methods.length).toBeGreaterThan(5);
    for (const { path, ...method } of methods) {
      const isApi = path.startsWith('/setup/api/');
      expect([path, Reflect.get(method, 'AuthorizationType')]).toEqual([path, isApi ? 'CUSTOM' : 'NONE']);
      expect(JSON.stringify(method)).toMatch(/"AWS_PROXY".*"SetupFunctionLive[0-9A-F]{8}"/);
    }
  });

  test('lets a visit to the setup page take nothing from others: each of its methods has limits of its own', () => {
    const [stage] = Object.values(resourcesOf('AWS::ApiGateway::Stage'));
    const settings = stage?.Properties['MethodSettings'] as Record<string, unknown>[];
    const limits = new Map(
      settings.map((each) => [`${String(each['HttpMethod'])} ${String(each['ResourcePath'])}`, each]),
    );
    for (const { path, HttpMethod: method } of methodsBelow('/setup') as unknown as Record<string, string>[]) {
      if (method === 'ANY') continue;
      const own = limits.get(`${method} /${path?.replaceAll('/', '~1')}`);
      expect([path, method, own?.['ThrottlingRateLimit']]).toEqual([path, method, expect.any(Number)]);
      expect(Number(own?.['ThrottlingRateLimit'])).toBeLessThanOrEqual(50);
    }
  });

  test('sends what has no credential yet to the token function, within limits of its own', () => {
    const open = api.findResources('AWS::ApiGateway::Method', {
      Properties: Match.objectLike({
        AuthorizationType: 'NONE',
        Integration: { Type: 'AWS_PROXY', Uri: functionUri('TokenFunction') },
      }),
    });
    expect(Object.keys(open)).toHaveLength(3);
    api.hasResourceProperties('AWS::ApiGateway::Stage', {
      MethodSettings: Match.arrayWith([
        Match.objectLike({
          ThrottlingRateLimit: 100,
          ThrottlingBurstLimit: 200,
          HttpMethod: 'POST',
          ResourcePath: '/~1oauth~1token',
        }),
      ]),
    });
  });

  test('counts what it answers 5xx, in metrics that all tenants share, and has no alarm of its own', () => {
    const filters = Object.values(resourcesOf('AWS::Logs::MetricFilter')).map(({ Properties }) => [
      Properties['FilterPattern'],
      Properties['MetricTransformations'],
    ]);
    const metric = (MetricName: string) => [{ MetricName, MetricNamespace: 'serverless-scim', MetricValue: '1' }];
    expect(filters).toEqual([
      ['{ $.status = "503" }', metric('Busy')],
      ['{ ($.status = "5*") && ($.status != "503") }', metric('ServerErrors')],
    ]);
    api.resourceCountIs('AWS::CloudWatch::Alarm', 0);
  });

  test('leaves the logging role of API Gateway, one for the account and Region, to the fleet', () => {
    api.resourceCountIs('AWS::ApiGateway::Account', 0);
    api.hasResourceProperties('AWS::ApiGateway::Stage', { AccessLogSetting: { DestinationArn: Match.anyValue() } });
  });

  test('caches what the authorizer says for 30 seconds, by the Authorization header', () => {
    api.hasResourceProperties('AWS::ApiGateway::Authorizer', {
      Type: 'REQUEST',
      IdentitySource: 'method.request.header.Authorization',
      AuthorizerResultTtlInSeconds: 30,
      AuthorizerUri: functionUri('AuthorizerFunction'),
    });
  });

  test('lets API Gateway call each function by one permission', () => {
    api.resourceCountIs('AWS::Lambda::Permission', 6);
    api.allResourcesProperties('AWS::Lambda::Permission', { Principal: 'apigateway.amazonaws.com' });
  });

  test('answers by itself with application/scim+json, whatever the client accepts', () => {
    const answers = Object.values(resourcesOf('AWS::ApiGateway::GatewayResponse'));
    expect(answers).toHaveLength(GATEWAY_ANSWERS.length);
    for (const { Properties } of answers) {
      expect(Properties['ResponseParameters']).toMatchObject({
        'gatewayresponse.header.Content-Type': "'application/scim+json'",
      });
      const bodies = Properties['ResponseTemplates'] as Record<string, string>;
      expect(Object.keys(bodies).sort()).toEqual(['application/json', 'application/scim+json']);
      expect(new Set(Object.values(bodies)).size).toBe(1);
      expect(JSON.parse(bodies['application/json'] ?? '')).toMatchObject({ status: Properties['StatusCode'] });
    }
  });

  test('deploys to the stage live of a regional API, throttled as the tenant says', () => {
    api.hasResourceProperties('AWS::ApiGateway::RestApi', {
      EndpointConfiguration: { Types: ['REGIONAL'] },
      SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09',
      EndpointAccessMode: 'STRICT',
    });
    templates({ ...TENANT, throttle: { rate: 7, burst: 9 } }).api.hasResourceProperties('AWS::ApiGateway::Stage', {
      StageName: 'live',
      MethodSettings: Match.arrayWith([
        Match.objectLike({ ThrottlingRateLimit: 7, ThrottlingBurstLimit: 9, HttpMethod: '*', ResourcePath: '/*' }),
      ]),
    });
  });

  test('writes access logs as JSON, without query, header or body', () => {
    const format = new Capture();
    api.hasResourceProperties('AWS::ApiGateway::Stage', { AccessLogSetting: { Format: format } });
    expect(Object.values(JSON.parse(format.asString()) as object)).toContain('$context.resourcePath');
    expect(format.asString()).not.toMatch(/query|header|body|context\.path|userAgent|\$context\.error\.message/i);
  });

  test('gives every log group the end that the tenant says', () => {
    const { api, jobs } = templates({ ...TENANT, logRetentionDays: 7 });
    api.resourceCountIs('AWS::Logs::LogGroup', 8);
    api.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
    jobs.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
  });

  test('is not deleted by mistake: its address would go with it', () => {
    expect((newStage(newApp()).node.findChild('api') as Stack).terminationProtection).toBe(true);
  });

  test('outputs where Entra and the product find it, and nothing else', () => {
    const outputs = api.findOutputs('*');
    expect(Object.keys(outputs)).toEqual(['TenantUrl', 'DirectoryUrl', 'TokenUrl']);
    expect(JSON.stringify(outputs)).toMatch(
      /execute-api.*\/scim\/v2".*execute-api.*\/directory\/v1".*execute-api.*\/oauth\/token"/,
    );
  });
});
