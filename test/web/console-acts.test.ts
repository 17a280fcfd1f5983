import type { Page } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { changedGroup, laterThanNow, startConsoleStage, type ConsoleStage } from './console-stage.ts';
import { describeInBrowser, goTo, useStage } from './in-browser.ts';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const DAYS_LATER = ['clock', '--forward', '32d'];

describeInBrowser('what the operator does in the console', () => {
  const stage = useStage();
  let play: ConsoleStage;
  beforeAll(async () => {
    play = await startConsoleStage();
  });
  afterAll(() => play.stop());

  const open = async (route: string, clock = false) => {
    const opened = await stage.open({ url: play.served.url, clock });
    await opened.page.getByText('No AWS credentials').first().waitFor();
    await goTo(opened.page, route);
    return opened;
  };
  const shown = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();
  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
  const create = async (name: string, more: object = {}): Promise<string> =>
    String((await play.send('POST', '/Users', { schemas: [USER], userName: `${name}@acme.example`, ...more }))['id']);
  /** Types what the dialog asks for, where it does, and does it. */
  const confirm = async (page: Page, action: string, typed?: string): Promise<void> => {
    const dialog = page.getByRole('dialog');
    const go = dialog.getByRole('button', { name: action, exact: true });
    if (typed !== undefined) {
      expect(await go.isEnabled()).toBe(false);
      await dialog.getByRole('textbox').fill(typed);
    }
    await go.click();
  };

  test('sees events as they come, those that are chosen, and the older ones', async () => {
    for (const at of Array.from({ length: 60 }).keys()) await create(`user${at}`);
    await eventually(async () => {
      const { rows, older } = await play.operated('events list', { kind: 'create' });
      return rows.length === 50 && older !== undefined ? true : undefined;
    });
    const { page, complaints } = await open('demo/events?kind=create', true);
    await shown(page, '(50+)');
    await button(page, 'Show older').press('Enter');
    await shown(page, '(60)');
    const newcomer = await create('newcomer');
    await eventually(async () => {
      await page.clock.runFor(5_000);
      return (await page.getByRole('link', { name: 'newcomer@acme.example' }).count()) === 1 ? true : undefined;
    });
    await shown(page, '(61)');
    await play.send('DELETE', `/Users/${newcomer}`);
    await goTo(page, 'demo/events?kind=delete');
    await eventually(async () => {
      await page.clock.runFor(5_000);
      return (await page.getByRole('link', { name: 'newcomer@acme.example' }).count()) === 1 ? true : undefined;
    });
    await shown(page, '(1)');
    await page.getByRole('link', { name: 'newcomer@acme.example' }).click();
    await shown(page, 'Deleted, and kept');
    expect(complaints).toEqual([]);
  });

  test('has consumers told again', async () => {
    const { page, complaints } = await open('demo/events');
    await button(page, 'Tell consumers again').click();
    await button(page, 'Replay: everything').click();
    await confirm(page, 'Replay');
    await shown(page, /\d+ events were sent again\./);
    await button(page, /^Redrive/).click();
    await confirm(page, 'Redrive');
    await shown(page, '0 batches of changes were told.');
    expect(complaints).toEqual([]);
  });

  test('makes a person what it was before a change, after a look at what differs', async () => {
    const ada = await create('ada', { title: 'Dr', displayName: 'Ada' });
    await laterThanNow();
    await play.send('PUT', `/Users/${ada}`, { schemas: [USER], userName: 'ada@acme.example', displayName: 'Ada' });
    await eventually(async () =>
      (await play.operated('user history', { user: ada })).changes.length === 2 ? true : undefined,
    );
    const { page, complaints } = await open(`demo/people?user=${ada}`);
    await page.getByRole('link', { name: 'As before this' }).click();
    await shown(page, 'As it was before the change of');
    await button(page, 'Restore to then: ada@acme.example').click();
    await confirm(page, 'Restore to then');
    await shown(page, 'ada@acme.example is as it was: title.');
    expect(await play.send('GET', `/Users/${ada}`)).toMatchObject({ title: 'Dr' });
    expect(complaints).toEqual([]);
  });

  test('makes a group what it was at a time, found by its name', async () => {
    const [group, to] = await changedGroup(play);
    const { page, complaints } = await open('demo/groups');
    await page.getByRole('searchbox', { name: 'Find a group' }).fill('staff');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Staff' }).click();
    await shown(page, 'As it was at a time');
    await page.getByLabel('Time').fill(localTime(to));
    await button(page, 'Look').click();
    await shown(page, 'As it was before the change of');
    await button(page, 'Restore to then: Staff').click();
    await confirm(page, 'Restore to then');
    await shown(page, 'The group Staff is as it was');
    expect(await play.send('GET', `/Groups/${group}`)).toMatchObject({ displayName: 'Stuff' });
    expect(complaints).toEqual([]);
  });

  test('takes back what a stolen credential did, but for what is not chosen', async () => {
    const made: unknown = JSON.parse(await play.scim('token', 'create', '--label', 'stolen', '--json'));
    const { token, keyId } = made as { token: string; keyId: string };
    const people = [];
    for (const name of ['eve', 'fay', 'gil']) people.push(await create(name, { title: 'Dr' }));
    const since = await laterThanNow();
    for (const [at, id] of people.entries()) {
      const body = { schemas: [USER], userName: `${['eve', 'fay', 'gil'][at]}@acme.example` };
      await play.send('PUT', `/Users/${id}`, body, token);
    }
    await eventually(async () =>
      (await play.operated('credential touched', { by: keyId, since })).touched.length === 3 ? true : undefined,
    );
    const { page, complaints } = await open(`demo/undo?by=${keyId}&since=${since}`);
    await shown(page, '(3/3)');
    await page.getByRole('checkbox', { name: `Take back: User ${people[2]}` }).click();
    await shown(page, '(2/3)');
    expect(await button(page, /^Take back: 2/).isEnabled()).toBe(false);
    await button(page, 'Preview').click();
    await shown(page, '2: Will be as before');
    await button(page, 'Take back: 2 resources').click();
    await confirm(page, 'Take back', '2');
    await shown(page, '2: As before');
    const titles = await Promise.all(people.map(async (id) => (await play.send('GET', `/Users/${id}`))['title']));
    expect(titles).toEqual(['Dr', 'Dr', undefined]);
    expect(complaints).toEqual([]);
  });

  test('releases a hold, and erases at once who is due', async () => {
    await play.lose();
    // With whoever else was deleted within the hour.
    const lost = (await play.operated('hold list', {}))[0]?.users ?? 0;
    expect(lost).toBeGreaterThan(50);
    await play.scim(...DAYS_LATER);
    const { page, complaints } = await open('demo/purge');
    await shown(page, `0 would be erased; ${lost} are held back`);
    await goTo(page, 'demo/holds');
    await page.getByRole('link', { name: /were lost$/ }).click();
    await button(page, `Release: ${lost} people`).click();
    await confirm(page, 'Release', String(lost));
    await shown(page, 'The hold is released');
    await goTo(page, 'demo/purge');
    await shown(page, `${lost} would be erased.`);
    await button(page, `Erase now: ${lost} people and groups`).click();
    await confirm(page, 'Erase now', String(lost));
    await shown(page, `${lost} are erased.`);
    await shown(page, 'Nobody is due now.');
    expect(complaints).toEqual([]);
  });
});

/** A time as the field has it, in the zone of the pages that are opened. */
function localTime(time: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Berlin',
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(new Date(time));
  return `${parts.replace(' ', 'T')}.${time.slice(20, 23)}`;
}
