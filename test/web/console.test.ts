import type { Page } from 'playwright-core';
import { runNode } from '../support/run-node.ts';
import { changedGroup, consoleFiles, startConsoleStage, type ConsoleStage } from './console-stage.ts';
import { describeInBrowser, DESKTOP, goTo, PHONE, useStage } from './in-browser.ts';
import { kibibytes, seriousFindings } from './looked-at.ts';

/** Each page, and what is on it once it has everything. */
const PAGES: readonly (readonly [route: string, shown: string])[] = [
  ['', 'hold waits'],
  ['demo', 'Next cycle'],
  ['demo/holds', 'were lost'],
  ['demo/people?search=misbehave', 'Found'],
  ['demo/people?user=nobody', 'It cannot be done'],
  ['demo/groups', 'No deleted group is kept'],
  ['demo/groups?search=staff', 'Found'],
  ['demo/groups?group=GROUP&to=TIME', 'As it was before the change of'],
  ['demo/events', 'New ones come by themselves'],
  ['demo/undo?by=KEY&since=TIME', 'Preview'],
  ['demo/purge', 'In the order in which they left'],
  ['demo/credentials', 'All of them'],
  ['demo/mapping', 'So far'],
  ['demo/quality', 'What is odd'],
  ['demo/check', 'Check it'],
  ['absent/holds', 'Sign in where the console was started'],
];

/** What a browser says by itself of an answer that is a refusal. */
const REFUSED = /the server responded with a status of (422|502)/;

const SCREENS = [DESKTOP, PHONE].flatMap((viewport) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ viewport, colorScheme })),
);

describeInBrowser('the console', () => {
  const stage = useStage();
  let play: ConsoleStage;
  /** How many the simulator has disabled at once. */
  let lost = 0;
  /** A group that has changed since a time. */
  let [group, to] = ['', ''];
  beforeAll(async () => {
    play = await startConsoleStage();
    await play.lose();
    lost = await countOf('false');
    [group, to] = await changedGroup(play);
  });
  afterAll(() => play.stop());

  const countOf = async (active: 'true' | 'false'): Promise<number> => {
    const filter = encodeURIComponent(`active eq ${active}`);
    return Number((await play.send('GET', `/Users?count=0&filter=${filter}`))['totalResults']);
  };
  const button = (page: Page, name: string) => page.getByRole('button', { name });

  test.each(SCREENS)('is whole and small on $viewport.width pixels, $colorScheme', async (screen) => {
    const { page, complaints, requested } = await stage.open({ ...screen, url: play.served.url });
    await page.getByText('No AWS credentials').first().waitFor();
    let seen = 0;
    const keyId = play.tenant.token.split('_')[1] ?? '';
    for (const [path, shown] of PAGES) {
      const route = path.replace('GROUP', group).replace('KEY', keyId).replace('TIME', to);
      await goTo(page, route);
      await page.getByText(shown).first().waitFor();
      const weighs = kibibytes(requested.slice(seen), consoleFiles());
      expect([route, weighs <= (seen === 0 ? 450 : 130)]).toEqual([route, true]);
      seen = requested.length;
      expect([route, await seriousFindings(page)]).toEqual([route, []]);
      const isCut: unknown = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
      expect([route, isCut]).toEqual([route, false]);
    }
    expect(complaints.filter((text) => !REFUSED.test(text))).toEqual([]);
  });

  test('keeps its key out of every address, and opens with no other one', async () => {
    const { page, requested } = await stage.open({ url: play.served.url });
    await page.getByText('hold waits').first().waitFor();
    const [, key = ''] = play.served.url.split('#', 2);
    expect(requested.filter((url) => url.includes(key))).toEqual([]);
    expect(page.url()).not.toContain(key);
    const other = await stage.open({ url: `${play.served.url}x` });
    await other.page.getByText('This address does not work').waitFor();
  });

  test('is served by the command until Ctrl-C', async () => {
    const { folder } = play.tenant;
    const running = runNode('tools/cli/main.ts', ['console', '--tenant', 'demo'], {
      cwd: folder,
      env: { SCIM_LOCAL_DIR: folder },
    });
    const [, url = ''] = await running.printed(/^(http:\S+)$/m);
    expect((await fetch(url)).headers.get('content-type')).toBe('text/html; charset=utf-8');
    running.child.kill('SIGINT');
    expect(await running.exit).toBe(0);
  });

  test('makes a token, shows it once, and revokes it', async () => {
    const { page, complaints } = await stage.open({ url: play.served.url });
    await goTo(page, 'demo/credentials');
    await button(page, 'Make one').click();
    await page.getByRole('textbox', { name: 'What it is for' }).fill('Entra of Acme');
    await button(page, 'Make it').click();
    await page.getByText('shown this once').waitFor();
    expect(await page.locator('code.value').first().textContent()).toMatch(/^scim_[0-9a-f]{16}_/);
    await button(page, 'Revoke: Entra of Acme').click();
    await page.getByRole('dialog').getByText('cannot be taken back').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('Revoked: Entra of Acme.').waitFor();
    expect(complaints).toEqual([]);
  });

  test('looks for whom the address names, also where another one did before', async () => {
    const { page, complaints } = await stage.open({ url: play.served.url });
    await goTo(page, 'demo/people?search=misbehave');
    await page.getByText('Found').first().waitFor();
    await goTo(page, 'demo/people?search=nobody');
    await page.getByText('Nobody like that.').waitFor();
    expect(await page.getByRole('searchbox', { name: 'Look for' }).inputValue()).toBe('nobody');
    expect(complaints).toEqual([]);
  });

  test('checks the table', async () => {
    const { page, complaints } = await stage.open({ url: play.served.url });
    await goTo(page, 'demo/check');
    await button(page, 'Check it').click();
    await page.getByText('Nothing is missing').waitFor();
    expect(complaints).toEqual([]);
  });

  test('the operator restores a mass deactivation, by the keyboard alone', async () => {
    const { page, complaints } = await stage.open({ url: play.served.url });
    await page.getByRole('link', { name: '1 hold waits' }).press('Enter');
    await page.getByRole('link', { name: /were lost$/ }).press('Enter');
    await page.getByRole('heading', { name: 'Who is in it' }).waitFor();
    expect(await page.getByRole('row').count()).toBe(lost + 1);

    await button(page, `Restore: ${lost} people`).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('They were a mistake').waitFor();
    await dialog.getByRole('textbox').fill(String(lost + 1));
    expect(await dialog.getByRole('button', { name: 'Restore' }).isEnabled()).toBe(false);
    await dialog.getByRole('textbox').fill(String(lost));
    await page.keyboard.press('Enter');
    await page.getByText(`${lost} are back as before.`).waitFor();
    await page.getByText('Restored', { exact: true }).waitFor();
    expect([await countOf('true'), await countOf('false')]).toEqual([lost, 0]);

    await goTo(page, 'demo/people?search=misbehave');
    await goTo(page, 'demo/holds');
    await page.getByText('Restored', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });
});
