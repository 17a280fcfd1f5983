import { startLocalTenant, type LocalTenant } from '../support/local-tenant.ts';
import { runNode } from '../support/run-node.ts';
import { sizes } from '../support/sizes.ts';
import { describeInBrowser, goTo, useStage } from './in-browser.ts';

describeInBrowser('the admin connects Entra from the page alone', () => {
  const stage = useStage();
  let tenant: LocalTenant;
  let link = '';
  beforeAll(async () => {
    tenant = await startLocalTenant();
    [, link = ''] = await tenant.server.printed(/^Setup page:\s+(\S+)$/m);
  });
  afterAll(() => tenant.stop());

  test('with a secret made there, and sees what arrives ticked off', async () => {
    const { page, complaints } = await stage.open({ url: link });
    await page.getByRole('button', { name: 'Make a secret token' }).click();
    await page.getByText('Your secret token is made').waitFor();
    const [url = '', secret = ''] = await page.locator('.entries code').allTextContents();
    expect(url).toBe(tenant.url);
    expect(await page.getByText('Done', { exact: true }).count()).toBe(0);

    const entra = runNode('simulator/main.ts', ['--url', url, '--users', String(sizes.signInUsers)], {
      cwd: tenant.folder,
      env: { SCIM_TOKEN: secret },
    });
    // The page is not touched meanwhile: the application, its credentials, who is provisioned.
    await page.getByText('Done', { exact: true }).nth(2).waitFor();
    expect(await entra.exit).toBe(0);

    await goTo(page, 'flow');
    await page.getByText('Cycles', { exact: true }).waitFor();
    await goTo(page, 'fields');
    await page.getByText('Attribute mapping', { exact: true }).first().waitFor();
    expect(complaints).toEqual([]);
  });
});
