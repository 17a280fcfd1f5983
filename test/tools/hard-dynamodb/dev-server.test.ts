import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ServerInfo } from '../../../tools/dev-server/server/state-folder.ts';
import type { Counters } from '../../../tools/hard-dynamodb/counters.ts';
import { CONTROL_HEADER } from '../../../tools/hard-dynamodb/control-api.ts';
import { eventually } from '../../support/eventually.ts';
import { startLocalTenant, type LocalTenant } from '../../support/local-tenant.ts';
import { wholePlay } from '../../support/sizes.ts';

let tenant: LocalTenant;
afterAll(() => tenant.stop());

wholePlay('npm start -- --hard puts it between the functions and DynamoDB', async () => {
  tenant = await startLocalTenant({ flags: ['--hard'] });
  const [, controls = ''] = await tenant.server.printed(/^DynamoDB is as hard as on AWS; its controls are at (\S+)$/m);
  const { key } = JSON.parse(readFileSync(path.join(tenant.folder, 'demo', 'server.json'), 'utf8')) as ServerInfo;
  const control = async (body: object) => {
    const response = await fetch(controls, {
      method: 'POST',
      headers: { [CONTROL_HEADER]: key },
      body: JSON.stringify(body),
    });
    return (await response.json()) as { counters: Counters };
  };
  const headers = { authorization: `Bearer ${tenant.token}`, 'content-type': 'application/scim+json' };
  const create = async (userName: string) => {
    const response = await fetch(`${tenant.url}/Users`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName }),
    });
    return response.status;
  };
  const list = async () => {
    const response = await fetch(`${tenant.url}/Users`, { headers });
    return ((await response.json()) as { Resources: { userName: string }[] }).Resources;
  };

  await control({ resetCounters: true, indexes: 'pause', faults: [{ kind: 'throttle', nth: 1 }] });
  expect(await create('anna@example.com')).toBe(201);
  expect(await list()).toEqual([]);
  const { counters } = await control({ indexes: 'catchUp' });
  expect(counters.faults).toEqual({ throttle: 1 });
  expect(counters.total.write).toBeGreaterThan(0);
  const listed = await eventually(async () => {
    const found = await list();
    return found.length > 0 ? found : undefined;
  });
  expect(listed).toMatchObject([{ userName: 'anna@example.com' }]);
  // The file is there from the first event on.
  const events = () => (existsSync(tenant.eventsFile) ? readFileSync(tenant.eventsFile, 'utf8') : '');
  await eventually(() => (events().includes('user.created') ? true : undefined));
});
