import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runCli } from '../support/run-cli.ts';
import { synthesizedProject } from '../support/synthesized.ts';
import { stepsOf } from './code-blocks.ts';

const STEPS = stepsOf(readFileSync('docs/cost.md', 'utf8'));
const COMMAND = 'npm run scim -- ';

test('docs/cost.md has nobody, 1,000 and 100,000 users', () => {
  expect(STEPS.map(({ commands }) => commands)).toEqual([
    [`${COMMAND}cost`],
    [`${COMMAND}cost --users 1000 --groups 50`],
    [`${COMMAND}cost --users 100000 --groups 1000`],
  ]);
});

test.each(STEPS)('docs/cost.md says what it prints: $commands', async ({ commands, printed }) => {
  const assembly = path.join(await synthesizedProject(), 'assembly');
  const words = (commands[0] ?? '').slice(COMMAND.length).split(' ');
  const { code, stdout, stderr } = await runCli('', [...words, '--assembly', assembly]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.split('\n').filter((line) => line !== '')).toEqual(printed);
});
