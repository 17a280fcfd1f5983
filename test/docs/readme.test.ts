import { readFileSync } from 'node:fs';
import { wholePlay } from '../support/sizes.ts';
import { asPrinted, stepsOf } from './code-blocks.ts';
import { createReader } from './reader.ts';

const README = readFileSync('README.md', 'utf8');
const MAX_WORDS = 700;
const MAX_LINE = 100;

/** What runs here of a command of README, by how the command begins. A new command belongs here or into CANNOT_RUN. */
const RUN: Readonly<Record<string, (command: string) => string>> = {
  // The packages are there: a test cannot run without.
  'npm ci && npm start': () => 'npm start',
  "echo 'Authorization: Bearer <secret token>' | curl ": (command) => command,
  "echo 'Authorization: Bearer <directory token>' |": (command) => command,
  'SCIM_TOKEN=<secret token> npm run entra -- ': (command) => command,
  'npm run scim -- doctor': (command) => command,
  'npm run scim -- console': (command) => command,
};

/** What does not run here, and why. */
const CANNOT_RUN: Readonly<Record<string, string>> = {
  'npm run demo': 'it takes a minute, and test/e2e/story.test.ts runs it',
  'npm test': 'this runs in it',
  'npx cdk bootstrap': 'needs an AWS account',
  "npx cdk deploy 'scim-fleet*'": 'the same: the stack is tested in test/lib/fleet.test.ts',
  "npx cdk deploy 'acme/*'": 'needs an AWS account; what it would deploy is tested in test/lib',
  'npm run scim -- token create --tenant acme':
    'needs what the line before deploys; test/tools/cli runs it on a local tenant',
};

const runnable = (command: string): string[] =>
  Object.entries(RUN).flatMap(([beginning, what]) => (command.startsWith(beginning) ? [what(command)] : []));

/** How many findings about peers there are, and who meets how many; in parentheses is what the bench's own host does. */
function checksOf(page: string): Record<'all' | 'ours' | 'scimmy' | 'polis', string> {
  const rows = [...page.matchAll(/ {2,}(yes|no) \d+ +(\(?(?:yes|no)) \d+\)? +(yes|no|-) \d+ {2}/g)];
  const met = (column: number): string => String(rows.filter((row) => row[column]?.endsWith('yes')).length);
  return { all: String(rows.length), ours: met(1), scimmy: met(2), polis: met(3) };
}

describe('README', () => {
  test('has 700 words at most, and no line that has to be scrolled', () => {
    expect(README.split(/\s+/).filter((word) => word !== '').length).toBeLessThanOrEqual(MAX_WORDS);
    expect(README.split('\n').filter((line) => line.length > MAX_LINE)).toEqual([]);
  });

  test('has no command that is neither run here nor excused', () => {
    const commands = stepsOf(README).flatMap((step) => step.commands);
    expect(commands.filter((command) => runnable(command).length > 0)).toHaveLength(Object.keys(RUN).length);
    expect(commands.filter((command) => runnable(command).length === 0)).toEqual(Object.keys(CANNOT_RUN));
  });

  test('says what docs/cost.md and docs/performance.md say', () => {
    const cost = [...readFileSync('docs/cost.md', 'utf8').matchAll(/^all of it .* ([\d.]+) +[\d.]+$/gm)];
    const rounded = cost.map(([, dollars = '']) => `$${Number(dollars).toFixed(2)}`);
    expect(README.match(/\$[\d.]+/g)).toEqual(rounded);
    const row = /^\| of (\d+) checks +\|(.*)\|$/m.exec(README);
    const [ours, , polis, scimmy] = row?.[2]?.split('|').map((cell) => /\d+/.exec(cell)?.[0]) ?? [];
    expect({ all: row?.[1], ours, scimmy, polis }).toEqual(checksOf(readFileSync('docs/performance.md', 'utf8')));
  });

  wholePlay('says what its commands print, run in its order', async () => {
    const reader = await createReader();
    const steps: { printed: string; expected: RegExp }[] = [];
    try {
      for (const { commands, printed } of stepsOf(README)) {
        const answers: string[] = [];
        for (const command of commands.flatMap(runnable)) answers.push(await reader.run(command));
        if (answers.length > 0) steps.push({ printed: answers.join('\n'), expected: asPrinted(printed) });
      }
    } finally {
      await reader.stop();
    }
    expect(steps).toHaveLength(4);
    for (const { printed, expected } of steps) expect(printed).toMatch(expected);
  });
});
