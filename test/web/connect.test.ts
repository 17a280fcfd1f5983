import type { Page } from 'playwright-core';
import { emptyOverview, sampleOverview } from '../../tools/web/samples.ts';
import { describeInBrowser, goTo, tabTo, useStage } from './in-browser.ts';

const shown = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

describeInBrowser('Connect', () => {
  const stage = useStage();

  test('ticks off what arrives by itself, and asks for nothing while nobody looks', async () => {
    const now = Date.now();
    const empty = emptyOverview(now);
    stage.server.override(({ path }) => (path === '/overview' ? { status: 200, body: empty } : undefined));
    const { page } = await stage.open({ clock: true });
    await shown(page, 'Waiting for it');
    expect(await page.getByText('Done', { exact: true }).count()).toBe(0);
    stage.server.override(() => undefined);
    await page.clock.runFor(5_000);
    await page.getByText('Done', { exact: true }).first().waitFor();
    // The sample has a first person, and that says nothing about the mapping.
    expect(await page.getByText('Done', { exact: true }).count()).toBe(3);

    await page.evaluate(`Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))`);
    stage.server.asked.length = 0;
    await page.clock.runFor(60_000);
    expect(stage.server.asked).toEqual([]);
  });

  test('asks for nothing every five seconds once another page is shown', async () => {
    const { page } = await stage.open({ clock: true });
    await shown(page, 'What has arrived');
    await goTo(page, 'questions');
    await shown(page, 'How do I renew the secret?');
    stage.server.asked.length = 0;
    await page.clock.runFor(30_000);
    expect(stage.server.asked.filter(({ path }) => path === '/overview')).toEqual([]);
  });

  test('makes a secret, shows it once, and copies it, by the keyboard alone', async () => {
    stage.server.override(({ path }) =>
      path === '/overview' ? { status: 200, body: emptyOverview(Date.now()) } : undefined,
    );
    const { page, complaints } = await stage.open({ permissions: ['clipboard-read', 'clipboard-write'] });
    await shown(page, 'What to enter');
    await tabTo(page, 'Make a secret token');
    await page.keyboard.press('Enter');
    await shown(page, 'Your secret token is made');
    await tabTo(page, 'Copy Secret token');
    await page.keyboard.press('Enter');
    await shown(page, 'Copied');
    expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(/^scim_/);
    expect(stage.server.asked.find(({ method }) => method === 'POST')?.body).toBe('{"kind":"token"}');

    // It waits while another page is looked at, and is forgotten with the tab.
    await goTo(page, 'fields');
    await shown(page, 'Attribute mapping');
    await goTo(page, 'connect');
    await shown(page, 'Your secret token is made');
    await page.reload();
    await shown(page, 'What to enter');
    expect(await page.getByText(/^scim_/).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('says what the service says when no more secrets are made', async () => {
    stage.server.override(({ path, method }) => {
      if (path === '/overview') return { status: 200, body: emptyOverview(Date.now()) };
      return method === 'POST' ? { status: 409, body: { detail: 'three secrets of this link are alive' } } : undefined;
    });
    const { page } = await stage.open();
    await page.getByRole('button', { name: 'Make a secret token' }).click();
    await shown(page, 'three secrets of this link are alive');
  });

  test('leads through each way of signing in', async () => {
    const overview = { ...sampleOverview(Date.now()), steps: emptyOverview(Date.now()).steps };
    stage.server.override(({ path }) => (path === '/overview' ? { status: 200, body: overview } : undefined));
    const { page } = await stage.open();
    await page.getByText('OAuth client', { exact: true }).click();
    await page.getByRole('button', { name: 'Make a client secret' }).click();
    await shown(page, 'client-0a1b2c3d');
    await page.getByText('Workload identity federation', { exact: true }).click();
    await shown(page, 'OAuth token endpoint');
    expect(await page.getByRole('button', { name: /^Make a/ }).count()).toBe(0);
  });
});
