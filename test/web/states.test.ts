import type { Page } from 'playwright-core';
import { emptyOverview, sampleOverview, samplePerson } from '../../tools/web/samples.ts';
import type { Answer, Asked } from '../../tools/web/sample-answers.ts';
import { describeInBrowser, goTo, useStage } from './in-browser.ts';

const shown = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

/** Answers one path of the API, and leaves the others to the samples. */
const only =
  <T extends Answer | 'hang' | 'cut'>(path: string, answer: (asked: Asked) => T) =>
  (asked: Asked): T | undefined =>
    asked.path === path ? answer(asked) : undefined;

const ok = (body: unknown): Answer => ({ status: 200, body });

describeInBrowser('the link', () => {
  const stage = useStage();

  test('is taken out of the address bar, and goes nowhere but into the Authorization header', async () => {
    const { page, requested } = await stage.open();
    await shown(page, 'What has arrived');
    const [address, secret = ''] = stage.server.link.split('#', 2);
    expect(page.url()).toBe(`${address}#/`);
    expect(requested.filter((url) => url.includes(secret))).toEqual([]);
    expect(stage.server.asked.length).toBeGreaterThan(0);
    expect(stage.server.asked.filter(({ authorization }) => authorization !== `Bearer ${secret}`)).toEqual([]);
    await page.goBack().catch(() => null);
    expect(page.url()).not.toContain(secret);
  });

  test('works on after a reload, and in no other tab', async () => {
    const { page } = await stage.open();
    await shown(page, 'What has arrived');
    await page.reload();
    await shown(page, 'What has arrived');
    const other = await page.context().newPage();
    await other.goto(page.url());
    await shown(other, 'This link does not work');
  });

  test.each([
    ['none', (link: string) => link.split('#', 1)[0] ?? ''],
    ['one that is not known', (link: string) => `${link}x`],
    ['one with a broken escape', (link: string) => `${link}%`],
  ])('that is %s leads to a page that says whom to ask', async (_, changed) => {
    const { page } = await stage.open({ url: changed(stage.server.link) });
    await shown(page, 'This link does not work');
    await shown(page, 'Ask the person who sent it to you');
  });

  test('that ends while the page is open says so on the next page', async () => {
    const { page } = await stage.open();
    await shown(page, 'What has arrived');
    stage.server.override(() => ({ status: 401, body: {} }));
    await goTo(page, 'fields');
    await shown(page, 'This link does not work');
  });

  test('of another company replaces the one before', async () => {
    const { page } = await stage.open({ url: `${stage.server.link}x` });
    await shown(page, 'This link does not work');
    await page.goto(stage.server.link);
    await shown(page, 'What has arrived');
  });

  test('without people shows no people, and says so to who looks all the same', async () => {
    const overview = sampleOverview(Date.now());
    const { link } = overview;
    stage.server.override(({ path }) => {
      if (path === '/overview') return ok({ ...overview, link: { ...link, may: { tokens: false, people: false } } });
      return path === '/people' ? { status: 403, body: { detail: 'this link may not read people' } } : undefined;
    });
    const { page } = await stage.open();
    await shown(page, 'What has arrived');
    expect(await page.getByRole('link', { name: 'People' }).count()).toBe(0);
    await goTo(page, 'people?leaving=true');
    await shown(page, 'Your link does not show this');
  });
});

describeInBrowser('the service', () => {
  const stage = useStage();

  test.each([
    ['is throttled', { status: 429, body: {} }, 'The service is busy'],
    ['has no room', { status: 503, body: {} }, 'The service is busy'],
    ['fails', { status: 500, body: { detail: 'try again' } }, 'Something went wrong on our side'],
    ['answers something else', { status: 200 }, 'Something went wrong on our side'],
    ['is cut off', 'cut', 'No connection'],
  ] as const)('that %s is told, and asked again', async (_, answer, text) => {
    stage.server.override(only('/overview', () => answer));
    const { page } = await stage.open();
    await shown(page, text);
    stage.server.override(() => undefined);
    await page.getByRole('button', { name: 'Try again' }).click();
    await shown(page, 'What has arrived');
  });

  test('that never answers is given up', async () => {
    stage.server.override(only('/overview', () => 'hang'));
    const { page } = await stage.open({ clock: true });
    await shown(page, 'Loading');
    await page.clock.runFor(40_000);
    await shown(page, 'No connection');
  });

  test('that is gone in the middle leaves what was there, and says how old it is', async () => {
    const { page } = await stage.open({ clock: true });
    await shown(page, 'What has arrived');
    stage.server.override(() => 'cut');
    await page.clock.runFor(10_000);
    await shown(page, 'No connection to the service');
    await shown(page, 'What has arrived');
    stage.server.override(() => undefined);
    await page.clock.runFor(10_000);
    await page.getByText('No connection to the service').waitFor({ state: 'detached' });
  });

  test('that was deployed anew has the open page loaded again, once', async () => {
    const { page } = await stage.open();
    await shown(page, 'What has arrived');
    stage.server.hideFiles((file) => /page-/.test(file));
    await Promise.all([page.waitForEvent('load'), goTo(page, 'fields')]);
    await shown(page, 'This page could not be loaded');
    stage.server.hideFiles(() => false);
    await page.getByRole('button', { name: 'Load it again' }).click();
    await shown(page, 'Attribute mapping');
  });
});

describeInBrowser('what there is to show', () => {
  const stage = useStage();

  test('before anything has arrived, each page is of use', async () => {
    const now = Date.now();
    const flow = {
      status: 'broken',
      summary: 'Nothing has ever arrived up to 2026-11-27T11:49:38.387Z.',
      upTo: new Date(now).toISOString(),
      knownUpTo: new Date(now).toISOString(),
      findings: [],
      nextCycleDue: null,
      failures: { rate: 0, quarantineAbove: 0.4 },
      lastProbe: null,
      lastUserWrite: null,
      lastGroupWrite: null,
      lastRefusal: null,
      refusals: [],
      cycles: [],
    };
    stage.server.override(({ path }) => {
      if (path === '/overview') return ok(emptyOverview(now));
      if (path === '/fields') return ok({ users: 0, sampled: 0, rows: [], notStored: [], free: [] });
      if (path === '/people') return ok({ users: [] });
      if (path === '/activity') return ok({ rows: [], about: null });
      return path === '/health' ? ok(flow) : undefined;
    });
    const { page, complaints } = await stage.open();
    await shown(page, 'Waiting for it');
    for (const [route, text] of [
      ['fields', 'Nothing arrives that is not used.'],
      ['flow', 'Nothing has ever arrived up to 27 Nov 2026, 12:49.'],
      ['flow', 'No cycle came in this time.'],
      ['activity', 'Nothing like that happened in the last 30 days.'],
      ['people?search=anna', 'Nobody like that is here'],
      ['people?leaving=true', 'Nobody is leaving.'],
      ['questions', 'Nothing has ever arrived.'],
    ] as const) {
      await goTo(page, route);
      await shown(page, text);
    }
    expect(complaints).toEqual([]);
  });

  test('of 10,000 hits is a page, and more when asked for', async () => {
    const now = Date.now();
    const page25 = (from: number) => Array.from({ length: 25 }, (_, index) => samplePerson(now, from + index));
    stage.server.override(
      only('/people', ({ parameters }) => {
        const from = Number(parameters.get('cursor') ?? 0);
        return ok({ users: page25(from), ...(from < 9_975 && { next: String(from + 25) }) });
      }),
    );
    const { page } = await stage.open();
    await goTo(page, 'people?search=an');
    await shown(page, '(25+)');
    await page.getByRole('button', { name: 'Show more' }).click();
    await shown(page, '(50+)');
  });

  test('has markup in names as it is written, and names from right to left in their direction', async () => {
    const { page, complaints } = await stage.open();
    await goTo(page, 'people?search=anna');
    await shown(page, 'Anne <b>Bold</b> O’Neill');
    await shown(page, '<script>alert(1)</script>');
    expect(await page.locator('bdi b, bdi script').count()).toBe(0);
    const direction: unknown = await page.evaluate(
      `getComputedStyle([...document.querySelectorAll('bdi')].find((each) => each.textContent === 'أنّا حداد')).direction`,
    );
    expect(direction).toBe('rtl');
    expect(complaints).toEqual([]);
  });

  test('of somebody who is leaving is the day, and the days left', async () => {
    const { page } = await stage.open();
    await goTo(page, 'people?search=anna3');
    await page.getByRole('link', { name: 'أنّا حداد' }).first().click();
    await shown(page, /Disabled on .*\. Will be removed on .* \(12 days left\)\./);
    await goTo(page, 'people/nobody');
    await shown(page, 'Nobody is here by this id');
  });

  test('is told by the clock of the service, whatever that of the browser says', async () => {
    const { page } = await stage.open({ clock: Date.now() - 1000 * 86_400_000 });
    await shown(page, '3 hours ago');
    await goTo(page, 'people?leaving=true');
    await shown(page, '(12 days left)');
    await goTo(page, 'people?search=anna3');
    await page.getByRole('link', { name: 'أنّا حداد' }).first().click();
    await shown(page, '(18 days ago)');
    await shown(page, /Will be removed on .* \(12 days left\)\./);
  });
});

describeInBrowser('activity', () => {
  const stage = useStage();

  test('is what is chosen, page by page, and as a file, by the keyboard', async () => {
    const { page, complaints } = await stage.open();
    await goTo(page, 'activity');
    await shown(page, '(50+)');
    await page.getByRole('button', { name: 'Show older' }).focus();
    await page.keyboard.press('Enter');
    await shown(page, '(100+)');
    await page.getByRole('button', { name: 'Download as CSV' }).focus();
    const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect(file.suggestedFilename()).toBe('activity.csv');
    await page.getByRole('searchbox', { name: 'Person' }).fill('erin@acme.example');
    await shown(page, '(1)');
    await shown(page, 'Another one is here with the same value');
    await shown(page, 'c0ffee12-4f50-6172-8394-a5b6c7d8e9fa');
    expect(page.url()).toContain('#/activity?person=erin%40acme.example');
    expect(complaints).toEqual([]);
  });

  test('without people asks for none, and says so', async () => {
    const overview = sampleOverview(Date.now());
    const link = { ...overview.link, may: { tokens: true, people: false } };
    stage.server.override(only('/overview', () => ok({ ...overview, link })));
    const { page } = await stage.open();
    await goTo(page, 'activity');
    await shown(page, 'Your link does not show people');
    expect(await page.getByRole('searchbox', { name: 'Person' }).count()).toBe(0);
  });

  test.each([
    ['throttled', { status: 429, body: {} }, 'The service is busy'],
    ['cut off', 'cut', 'No connection'],
    ['broken', { status: 500, body: {} }, 'Something went wrong on our side'],
  ] as const)('that is %s says so, and goes on when it can', async (_, answer, text) => {
    stage.server.override(only('/activity', () => answer));
    const { page } = await stage.open();
    await goTo(page, 'activity');
    await shown(page, text);
    stage.server.override(() => undefined);
    await page.getByRole('button', { name: 'Try again' }).click();
    await shown(page, '(50+)');
  });

  test('of somebody who is not here says that the person was refused, erased, or never arrived', async () => {
    const { page } = await stage.open();
    // From one straight to the next, as by a link or by going back.
    for (const [who, text] of [
      ['erin@acme.example', 'Refused to create it'],
      ['frida@acme.example', /^Erased on /],
      ['gunter@acme.example', 'Never arrived.'],
    ] as const) {
      await goTo(page, `people?search=${who}`);
      await shown(page, text);
      expect(await page.getByRole('searchbox', { name: 'Look for' }).inputValue()).toBe(who);
    }
    await goTo(page, 'people?id=nobody');
    await shown(page, 'The whole id that this service gave.');
    await goTo(page, 'people');
    await page.getByText('Nobody like that is here').waitFor({ state: 'detached' });
    await goTo(page, 'activity?person=erin@acme.example');
    await shown(page, '(1)');
    await goTo(page, 'activity?person=frida@acme.example');
    await shown(page, 'Nothing like that happened');
    expect(await page.getByRole('searchbox', { name: 'Person' }).inputValue()).toBe('frida@acme.example');
  });
});
