import { readdirSync, readFileSync } from 'node:fs';
import { ALARMS } from '../../lib/fleet/alarms.ts';
import { QUERIES } from '../../lib/fleet/queries.ts';

const FOLDER = 'docs/runbook';
const HEADINGS = ['What it means', 'How to see it', 'What to do', 'How to know it is over'];

test('every alarm has a page, and every page an alarm', () => {
  const pages = readdirSync(FOLDER).filter((file) => file !== 'README.md');
  expect(pages.toSorted()).toEqual(ALARMS.map(({ id }) => `${id}.md`).toSorted());
});

test.each(ALARMS.map(({ id }) => id))(
  'the page of %s says what it means, how to see it, what to do, when it is over',
  (id) => {
    const page = readFileSync(`${FOLDER}/${id}.md`, 'utf8');
    expect(page.match(/^# .*$/m)?.[0]).toBe(`# scim-${id}`);
    expect([...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual(HEADINGS);
  },
);

test('the pages name saved queries that there are', () => {
  const named = ALARMS.flatMap(({ id }) => [
    ...readFileSync(`${FOLDER}/${id}.md`, 'utf8').matchAll(/`scim\/([^`]+)`/g),
  ]).map(([, name = '']) => name);
  const known = QUERIES.map(({ name }) => name);
  expect(named.filter((name) => !known.includes(name))).toEqual([]);
  expect(known.filter((name) => !named.includes(name))).toEqual([]);
});

test('the list of the pages has every alarm with its threshold and period', () => {
  const list = readFileSync(`${FOLDER}/README.md`, 'utf8').replaceAll(/ +/g, ' ');
  for (const { id, threshold, below, minutes } of ALARMS)
    expect(list).toContain(`| [${id}](${id}.md) | ${below ? 'below' : 'from'} ${threshold} in ${minutes} minutes |`);
});
