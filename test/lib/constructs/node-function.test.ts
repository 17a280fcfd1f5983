import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib/core';
import { Template } from 'aws-cdk-lib/assertions';
import type { Tenant } from '../../../lambdas/tenant/settings/settings.ts';
import { newApp, newStage, TENANT, templates } from '../synthesize.ts';

type Functions = Record<string, { Properties: { Code: { S3Key: string } } }>;

/** The asset hash of each function of the api stack. */
function hashes(tenant: Tenant): { scim: string; authorizer: string } {
  const functions = Object.entries(templates(tenant).api.findResources('AWS::Lambda::Function') as Functions);
  const hash = (prefix: string) => functions.find(([id]) => id.startsWith(prefix))?.[1].Properties.Code.S3Key ?? '';
  return { scim: hash('ScimFunction'), authorizer: hash('AuthorizerFunction') };
}

describe('NodeFunction', () => {
  test.each([
    ['api', 'scim', 512, 29],
    ['api', 'authorizer', 256, 8],
    ['api', 'token', 256, 15],
    ['api', 'setup', 1769, 29],
    ['jobs', 'purge', 512, 900],
    ['jobs', 'recovery', 512, 900],
  ] as const)('makes in %s the function %s, with %i MB and %i s', (stack, name, MemorySize, Timeout) => {
    templates()[stack].hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      MemorySize,
      Timeout,
      Environment: {
        Variables: { TENANT: 'acme', BUILD: 'a1b2c3d4e5f6.0123456789ab', POWERTOOLS_SERVICE_NAME: name },
      },
    });
  });

  test('uploads the program and the settings that the function reads, without its source map', () => {
    const app = newApp();
    const template = Template.fromStack(newStage(app).node.findChild('jobs') as Stack);
    const [purge] = Object.values(template.findResources('AWS::Lambda::Function') as Functions);
    const folder = join(app.outdir, `asset.${purge?.Properties.Code.S3Key.replace('.zip', '')}`);

    expect(readdirSync(folder).sort()).toEqual(['index.cjs', 'index.mjs', 'tenant.json']);
    const read = JSON.parse(readFileSync(join(folder, 'tenant.json'), 'utf8')) as object;
    expect(TENANT).toMatchObject(read);
    const left = Object.keys(TENANT).filter((key) => !Object.hasOwn(read, key));
    expect(left).toEqual(['throttle', 'capacity', 'logRetentionDays', 'ring', 'tags']);
  });

  test('uploads the files of the web app beside the program that serves them', () => {
    const app = newApp();
    const web = [{ path: 'assets/a-0f.js', text: 'export {}' }];
    const template = Template.fromStack(newStage(app, TENANT, web).node.findChild('api') as Stack);
    const functions = Object.entries(template.findResources('AWS::Lambda::Function') as Functions);
    const key = functions.find(([id]) => id.startsWith('SetupFunction'))?.[1].Properties.Code.S3Key ?? '';
    const file = join(app.outdir, `asset.${key.replace('.zip', '')}`, 'web', 'assets', 'a-0f.js');
    expect(readFileSync(file, 'utf8')).toBe('export {}');
  });

  test('uploads a function again only when something changed that it reads', () => {
    const before = hashes(TENANT);
    const deployment = { tags: {}, ring: 'canary', env: { region: 'eu-central-1' }, logRetentionDays: 7 } as const;
    expect(hashes({ ...TENANT, ...deployment, throttle: { rate: 7, burst: 9 } })).toEqual(before);

    const after = hashes({ ...TENANT, profile: 'strict' });
    expect(after.scim).not.toBe(before.scim);
  });
});
