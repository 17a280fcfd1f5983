import type { Locator, Page } from 'playwright-core';
import { startCustomer, type Customer } from './customer.ts';
import { openPortal } from './entra-portal.ts';
import { describeInBrowser, goTo, tabTo, useStage } from './in-browser.ts';

/** Minutes. */
const CYCLE = 40;
const DAY = 24 * 60;
/** So many that all of them at once are a mass deactivation. */
const PEOPLE = 52;
const TENANT = { profile: 'entra', retention: { days: 30, deactivated: 'purge' } };

const heading = (page: Page, name: string): Locator => page.getByRole('heading', { name, exact: true });
const done = (page: Page): Locator => page.getByText('Done', { exact: true });
const codes = (within: Locator): Promise<string[]> => within.locator('code').allTextContents();

/** One story, told in order: each test goes on where the one before it ended. */
describeInBrowser('the admin of a customer has the page, and nobody to ask', () => {
  const stage = useStage();
  const portal = openPortal(PEOPLE);
  let customer: Customer;
  beforeAll(async () => {
    customer = await startCustomer(TENANT);
  });
  afterAll(() => customer?.stop());

  const open = async (route: string) => {
    const opened = await stage.open({ url: customer.link, clock: await customer.now() });
    await goTo(opened.page, route);
    return opened;
  };
  /** Forty minutes later Entra comes, for a minute, and the page has another one to notice. */
  const cycle = async (page: Page): Promise<void> => {
    await customer.pass(CYCLE, page);
    await portal.cycle();
    await customer.pass(1, page);
    await portal.probe();
    await customer.pass(1, page);
  };
  const makeSecret = async (page: Page): Promise<void> => {
    await tabTo(page, 'Make a secret token');
    await page.keyboard.press('Enter');
    await page.getByText('Your secret token is made').waitFor();
    const [url = '', secret = ''] = await codes(page.locator('.entries'));
    expect(url).toBe(customer.tenant.url);
    portal.enter({ url, secret });
  };

  test('connects Entra by the keyboard alone, and sees what arrives ticked off', async () => {
    const { page, complaints } = await open('connect');
    await page.getByText('What to enter').waitFor();
    await makeSecret(page);
    expect(await done(page).count()).toBe(0);

    // From here on nobody touches the page: the application, its credentials, its people, its first cycle.
    await portal.probe();
    await done(page).nth(1).waitFor();
    portal.change((people) => people.map((person) => ({ ...person, assigned: true })));
    await cycle(page);
    await done(page).nth(2).waitFor();
    await cycle(page);
    await done(page).nth(3).waitFor();
    await page.getByText('4 of 4 have arrived.').waitFor();
    await page.getByText('Everything that was to come has come.').waitFor();
    await page.getByText(/in 3\d minutes/).waitFor();
    await page.getByText(`${PEOPLE} people and`).waitFor();
    expect(complaints).toEqual([]);
  });

  test('adds a field with the lines that the page shows, and sees how many people have brought it', async () => {
    const { page, complaints } = await open('fields');
    await heading(page, 'One more field').waitFor();
    expect(await page.getByLabel('Name of the field').inputValue()).toBe('bioUrl');
    const [line = ''] = await codes(page.getByText('Send this line to whoever').locator('..'));
    const [source = '', target = ''] = await codes(page.locator('.entries'));
    await customer.deploy({ ...TENANT, ...(JSON.parse(`{ ${line} }`) as object) });

    portal.map(source, target);
    const bioOf = (at: number): string => `https://example.com/bio/${at}`;
    portal.change((people) =>
      people.map((person, at) => (at < 20 ? { ...person, extensionAttribute1: bioOf(at) } : person)),
    );
    await cycle(page);
    await page.reload();
    const row = page.getByRole('row').filter({ hasText: 'bioUrl' });
    await row.getByText(`20 of ${PEOPLE}`).waitFor();
    expect(await codes(row)).toEqual([source, target]);
    // It offers neither the field nor its target once more.
    expect(await page.getByLabel('Name of the field').inputValue()).not.toBe('bioUrl');
    expect(await codes(page.locator('.entries'))).not.toContain(target);
    await page.getByLabel('Name of the field').fill('bioURL');
    await page.getByText('bioURL is there already: map it as the table above says').waitFor();
    expect(await page.locator('.entries').count()).toBe(0);

    const { directoryUrl, directoryToken } = customer.tenant;
    const csv = await fetch(`${directoryUrl}/users.csv`, { headers: { Authorization: `Bearer ${directoryToken}` } });
    expect((await csv.text()).match(/https:\/\/example\.com\/bio\/\d+/g)).toHaveLength(20);
    expect(complaints).toEqual([]);
  });

  const DAMAGES: readonly {
    readonly what: string;
    readonly says: string;
    readonly fix: readonly RegExp[];
    readonly damage: (page: Page) => Promise<void>;
    readonly mend: (page: Page) => Promise<void>;
  }[] = [
    {
      what: 'ends the secret that Entra has',
      says: 'The secret token is not accepted',
      fix: [/Make a secret under Connect/, /Enterprise apps, this application, Provisioning, Admin Credentials/],
      damage: async (page) => {
        await goTo(page, 'connect');
        await page.getByRole('button', { name: '2. Enter the address and the secret' }).click();
        await page.getByRole('button', { name: /^End the credential/ }).click();
        await page.getByRole('button', { name: 'End it for good' }).click();
        await page.getByText('Made from this link').waitFor({ state: 'detached' });
      },
      mend: async (page) => {
        await goTo(page, 'connect');
        await page.getByRole('button', { name: '2. Enter the address and the secret' }).click();
        await makeSecret(page);
      },
    },
    {
      what: 'matches people by an attribute that is not here',
      says: 'Entra matches by an attribute that cannot be searched',
      fix: [/set the matching attribute back to userName in the attribute mapping/i],
      damage: async () => portal.matchBy('employeeId', 'employeeId'),
      mend: async () => portal.matchBy('userPrincipalName', 'userName'),
    },
    {
      what: 'takes everybody out of scope',
      says: 'Many users were disabled at once',
      fix: [/assign the group again/, /Enterprise apps, this application, Provisioning, Properties/],
      damage: async () => portal.change((people) => people.map((person) => ({ ...person, assigned: false }))),
      mend: async () => portal.change((people) => people.map((person) => ({ ...person, assigned: true }))),
    },
  ];
  test.each(DAMAGES.map((each) => [each.what, each] as const))(
    '%s, is told what is wrong and what to do, and then that it flows again',
    async (_what, { says, fix, damage, mend }) => {
      const { page, complaints } = await open('flow');
      await page.getByText('Provisioning works').waitFor();
      await damage(page);
      await goTo(page, 'flow');
      await cycle(page);
      await heading(page, says).waitFor();
      for (const words of fix) await page.locator('.finding').getByText(words).waitFor();

      await mend(page);
      await goTo(page, 'flow');
      await cycle(page);
      await heading(page, says).waitFor({ state: 'detached' });
      await page.getByText('Provisioning works').waitFor();
      expect(complaints).toEqual([]);
    },
  );

  test('finds a deleted person with the days left by the keyboard alone, until nobody is there', async () => {
    const leaver = portal.people().find(({ userType }) => userType === 'Member');
    const { objectId = '', userPrincipalName = '', displayName = '' } = leaver ?? {};
    const { page, complaints } = await open('people');
    await page.getByText('Who is leaving').waitFor();
    portal.change((people) =>
      people.map((person) => (person.objectId === objectId ? { ...person, inRecycleBin: true } : person)),
    );
    await cycle(page);
    await tabTo(page, 'Look for');
    await page.keyboard.type(userPrincipalName);
    await page.getByText('(30 days left)').waitFor();
    await tabTo(page, displayName);
    await page.keyboard.press('Enter');
    await page.getByText(/^Disabled on .+\. Will be removed on .+ \(30 days left\)\.$/).waitFor();
    const address = page.url();

    await customer.pass(10 * DAY, page);
    await tabTo(page, 'Back to people');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Look for somebody');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('row').filter({ hasText: displayName }).getByText('(20 days left)').waitFor();

    await customer.pass(22 * DAY, page);
    expect(complaints).toEqual([]);
    await page.goto(address);
    await heading(page, 'Nobody is here by this id').waitFor();
    await page.getByText(/^Erased on .+ 2\d{3}\.$/).waitFor();
    await goTo(page, 'people?leaving=true');
    await page.getByText('Nobody is leaving.').waitFor();
    // That nobody is there is a 404, which Chromium reports by itself.
    expect(complaints).toEqual([expect.stringContaining('404')]);
  });
});
