import { createScim, type TestScim } from '../support/scim.ts';

describe.each(['entra', 'strict'] as const)(
  '/ServiceProviderConfigs, which old clients ask for, under %s',
  (profile) => {
    let scim: TestScim;
    beforeAll(async () => {
      scim = await createScim({ profile });
    });
    afterAll(() => scim.drop());

    test('is /ServiceProviderConfig', async () => {
      const old = await scim.request('GET', '/ServiceProviderConfigs');
      expect(old).toEqual(await scim.request('GET', '/ServiceProviderConfig'));
      expect(old.body.meta['location']).toBe(`${scim.base}/ServiceProviderConfig`);
    });

    test('can only be read', async () => {
      const { status, headers } = await scim.request('POST', '/ServiceProviderConfigs', {});
      expect([status, headers['allow']]).toEqual([405, 'GET, HEAD, OPTIONS']);
      expect((await scim.request('GET', '/ServiceProviderConfigs?filter=x')).status).toBe(403);
    });

    test('has no neighbours', async () => {
      for (const path of ['/serviceProviderConfigs', '/ServiceProviderConfigss'])
        expect((await scim.request('GET', path)).status).toBe(404);
    });
  },
);
