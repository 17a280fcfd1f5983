import { globSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { createProgram } from '../../tools/cli/program.ts';

/** As the documents write a command: after `npm run scim --`, up to the end of the line, the cell or the code. */
const WRITTEN = /npm run (?:-s |--silent )?scim (?:--silent )?-- +([a-z][^`\n|)]*)/g;

let program: Command;
beforeAll(async () => {
  program = await createProgram();
});

/** What of a command does not exist: the command, or those of its options that it does not have. */
function unknownIn(written: string): string[] {
  const words = written.split(/\s+/);
  let command = program;
  let options = program.options;
  for (const word of words) {
    const below = command.commands.find((each) => each.name() === word);
    if (below === undefined) break;
    command = below;
    options = [...options, ...below.options];
  }
  if (command === program) return [written];
  const long = words.map((word) => /^--[a-z-]+/.exec(word)?.[0] ?? '--help');
  return long.filter((word) => word !== '--help' && !options.some((option) => option.long === word));
}

test('every command that a document writes exists, with its options', () => {
  const documents = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md'), ...globSync('clients/*/README.md')];
  const unknown = documents.map((file) => {
    const text = readFileSync(file, 'utf8').replaceAll(/\\\n\s*/g, ' ');
    return { file, unknown: [...text.matchAll(WRITTEN)].flatMap(([, written = '']) => unknownIn(written)) };
  });
  expect(unknown.filter((each) => each.unknown.length > 0)).toEqual([]);
});
