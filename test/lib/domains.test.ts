import type { Stack } from 'aws-cdk-lib/core';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { addDomains } from '../../lib/add-domains.ts';
import { domainOf, domainProblems } from '../../lib/domains.ts';
import type { Tenant } from '../../lambdas/tenant/settings/settings.ts';
import { newApp, TENANT, templates } from './synthesize.ts';

const CERTIFICATE = 'arn:aws:acm:eu-central-1:111111111111:certificate/0f0f';
const OTHER = 'arn:aws:acm:eu-central-2:111111111111:certificate/1e1e';
const at = (name: string, domain: Tenant['domain'], region?: string): Tenant => ({
  ...TENANT,
  name,
  ...(domain && { domain }),
  ...(region && { env: { region } }),
});
const made = (name: string, certificateArn = CERTIFICATE) => ({ name, certificateArn });

test.each<[Tenant['domain'], unknown]>([
  [undefined, undefined],
  ['acme.example.com', { host: 'acme.example.com' }],
  ['scim.example.com/acme', { host: 'scim.example.com', basePath: 'acme' }],
  [made('scim.example.com/acme'), { host: 'scim.example.com', basePath: 'acme', certificateArn: CERTIFICATE }],
])('the domain %j is %j', (domain, expected) => {
  expect(domainOf(at('acme', domain))).toEqual(expected);
});

test.each<[string, Tenant[], string[]]>([
  ['nothing', [at('acme', made('scim.example.com/acme')), at('globex', made('scim.example.com/globex'))], []],
  [
    'one address of two tenants',
    [at('acme', 'scim.example.com/x'), at('globex', 'scim.example.com/x')],
    ['globex: domain: https://scim.example.com/x is that of acme; give each its own path'],
  ],
  [
    'two certificates of one host',
    [at('acme', made('scim.example.com/acme')), at('globex', made('scim.example.com/globex', OTHER))],
    ['globex: domain: scim.example.com has another certificate than in acme; allowed: the same in each'],
  ],
  [
    'a certificate of another Region',
    [at('acme', made('scim.example.com/acme', OTHER), 'eu-central-1')],
    ['acme: domain: the certificate is one of eu-central-2; allowed: one of the Region of the tenant, eu-central-1'],
  ],
])('%s is told', (_, tenants, problems) => {
  expect(domainProblems(tenants)).toEqual(problems);
});

test('a domain that tenants share is made once, for whoever is there, and stays', () => {
  const app = newApp();
  const tenants = [made('scim.example.com/acme'), made('scim.example.com/globex'), 'there.example.com'] as const;
  addDomains(app, [
    ...tenants.map((domain, index) => at(`t${index}`, domain)),
    at('far', made('far.example.com', OTHER), 'eu-central-2'),
  ]);
  expect(app.node.children.map(({ node }) => node.id)).toEqual(['Domains', 'Domains-eu-central-2']);
  const stack = app.node.findChild('Domains') as Stack;
  expect([stack.stackName, stack.terminationProtection]).toEqual(['scim-domains', true]);
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::ApiGateway::DomainName', 1);
  template.hasResource('AWS::ApiGateway::DomainName', {
    DeletionPolicy: 'Retain',
    Properties: {
      DomainName: 'scim.example.com',
      RegionalCertificateArn: CERTIFICATE,
      EndpointConfiguration: { Types: ['REGIONAL'] },
      SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09',
      EndpointAccessMode: 'STRICT',
    },
  });
});

describe('the API of a tenant', () => {
  const mappingsOf = (domain: Tenant['domain']) => {
    const { api } = templates(at('acme', domain));
    const mappings = Object.values(api.findResources('AWS::ApiGatewayV2::ApiMapping')) as {
      Properties: { DomainName: string; ApiMappingKey?: string };
    }[];
    return {
      api,
      mappings: mappings.map(({ Properties: { DomainName, ApiMappingKey } }) => [DomainName, ApiMappingKey]),
    };
  };

  test('maps its part of a domain, and its metadata where RFC 8414 has them', () => {
    const { api, mappings } = mappingsOf('scim.example.com/acme');
    expect(mappings).toEqual([
      ['scim.example.com', 'acme'],
      ['scim.example.com', '.well-known/oauth-authorization-server/acme'],
    ]);
    api.hasOutput('TenantUrl', { Value: 'https://scim.example.com/acme/scim/v2' });
    api.hasOutput('DirectoryUrl', { Value: 'https://scim.example.com/acme/directory/v1' });
    api.hasOutput('TokenUrl', { Value: 'https://scim.example.com/acme/oauth/token' });
    api.hasResourceProperties('AWS::ApiGateway::Method', {
      ResourceId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Api'), 'RootResourceId'] },
      AuthorizationType: 'NONE',
    });
  });

  test('or a whole domain, whose metadata are there anyway', () => {
    const { api, mappings } = mappingsOf(made('acme.example.com'));
    expect(mappings).toEqual([['acme.example.com', undefined]]);
    api.hasOutput('TenantUrl', { Value: 'https://acme.example.com/scim/v2' });
  });
});
