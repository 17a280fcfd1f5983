import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Webhook } from 'standardwebhooks';
import { startConsumer, type Call } from '../support/consumer.ts';
import { eventually } from '../support/eventually.ts';
import { startLocalTenant } from '../support/local-tenant.ts';
import { runCli } from '../support/run-cli.ts';
import { wholePlay } from '../support/sizes.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');

/** A project with this tenant file, and the app of this repository. */
function projectOf(folder: string, tenant: object): string {
  const cdk = JSON.parse(readFileSync(path.join(ROOT, 'cdk.json'), 'utf8')) as object;
  const app = `${process.execPath} ${path.join(ROOT, 'bin', 'app.ts')}`;
  mkdirSync(path.join(folder, 'tenants'));
  writeFileSync(path.join(folder, 'tenants', 'demo.json'), JSON.stringify(tenant));
  writeFileSync(path.join(folder, 'cdk.json'), JSON.stringify({ ...cdk, app }));
  return folder;
}

/** What the Python of docs/webhooks.md says of a call; undefined where there is no Python. */
function verifiedByPython(secret: string, { headers, body }: Call): string | undefined {
  const doc = readFileSync(path.join(ROOT, 'docs', 'webhooks.md'), 'utf8');
  const [, code = ''] = /```python\n(.*?)```/s.exec(doc) ?? [];
  const ask = `import json, sys\nsecret, headers, body = json.load(sys.stdin)\nprint(verify(secret, headers, body.encode()))`;
  const { stdout, error } = spawnSync('python3', ['-c', `${code}\n${ask}`], {
    input: JSON.stringify([secret, headers, body]),
    encoding: 'utf8',
  });
  return error ? undefined : stdout.trim();
}

wholePlay(
  'a change reaches a consumer, signed; what fails comes again by the clock; an operator sees and mends it',
  async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'webhooks-'));
    const consumer = await startConsumer();
    const webhooks = [{ name: 'crm', url: consumer.url, expand: 'user' }];
    const local = await startLocalTenant({ project: projectOf(folder, { webhooks }) });
    const scim = async (...words: string[]) => runCli(local.folder, words);
    const create = (userName: string) =>
      fetch(`${local.url}/Users`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${local.token}`, 'Content-Type': 'application/scim+json' },
        body: JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName }),
      });
    const came = () => consumer.calls.filter(({ type }) => type === 'user.created');
    try {
      expect((await scim('webhook', 'test', 'crm')).stderr).toMatch(/has no secret yet/);
      const secret = (await scim('webhook', 'rotate-secret', 'crm')).stdout.trim();
      const file = path.join(folder, 'secret');
      writeFileSync(file, secret);
      const given = await scim('webhook', 'rotate-secret', 'crm', '--secret-file', file);
      expect(given).toMatchObject({ code: 0, stdout: expect.stringContaining(`with the secret of ${file}`) as string });
      expect(`${given.stdout}${given.stderr}`).not.toContain(secret);
      expect((await scim('webhook', 'test', 'crm')).stdout).toMatch(/^204 came back after \d+ ms$/m);

      await create('anna@acme.example');
      const call = await eventually(() => came()[0]);
      expect(new Webhook(secret).verify(call.body, { ...call.headers } as Record<string, string>)).toMatchObject({
        type: 'user.created',
        data: { tenant: 'demo', version: 1, user: { userName: 'anna@acme.example', state: 'active' } },
      });
      expect([undefined, 'True']).toContain(verifiedByPython(secret, call));

      consumer.answer = () => 500;
      await create('ben@acme.example');
      await eventually(() => came()[1]);
      await eventually(async () => /failing[^]*parked +1/.test((await scim('webhook', 'list')).stdout) || undefined);
      consumer.answer = () => 204;
      // The schedule of the template.
      await scim('clock', '--forward', '6m');
      const again = await eventually(() => came()[2]);
      expect(again.data.eventId).toBe(came()[1]?.data.eventId);
      const list = await eventually(async () => {
        const { stdout } = await scim('webhook', 'list');
        return stdout.startsWith('crm: delivering') ? stdout : undefined;
      });
      expect(list).not.toContain('parked');

      const before = consumer.calls.length;
      await scim('webhook', 'replay', 'crm', '--since', '2020-01-01');
      await eventually(() => (consumer.calls.length >= before + 2 ? true : undefined));
    } finally {
      await local.stop();
      await consumer.stop();
      rmSync(folder, { recursive: true });
    }
  },
);
