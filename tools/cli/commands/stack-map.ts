import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { messageOf } from '../../../lib/thrown.ts';
import { PlainError } from '../../plain-error.ts';
import { tell } from '../output/width.ts';
import { count } from '../output/count.ts';
import { createStackMapper } from '../source-map/map-stacks.ts';
import { hasPosition, programOf, type Program } from '../source-map/map-text.ts';

interface Options {
  commit?: string;
  function: string;
}

/** Adds `scim stack-map`. */
export function addStackMapCommand(program: Command): void {
  program
    .command('stack-map')
    .description(
      'Where in the sources a stack of a deployed function is, whose bundle has no source map: builds the commit that its log lines name again.',
    )
    .argument('[file]', 'log lines, or a stack alone; "-" is stdin', '-')
    .option('--commit <commit>', 'for lines that name no build: what was deployed')
    .option('--function <name>', 'whose stack it is, for such lines', 'scim')
    .action(mapStacks);
}

async function mapStacks(file: string, { commit, function: name }: Options): Promise<void> {
  const lines = (await read(file)).trimEnd().split('\n');
  if (!lines.some(hasPosition))
    throw new PlainError('there is no position in a bundle in it, as in index.cjs:12:3456: give the lines of the log');
  let known: Program | undefined = commit === undefined ? undefined : { name, commit };
  if (known === undefined && !lines.some((line) => programOf(line)))
    throw new PlainError('no line of it names a build: say which commit was deployed, with --commit and --function');
  const map = createStackMapper(process.cwd(), (why) => tell(`warning: ${why}`));
  let left = 0;
  for (const line of lines) {
    known = programOf(line) ?? known;
    const mapped = await map(line, known);
    if (hasPosition(line) && !mapped.isMapped) left += 1;
    console.log(mapped.line);
  }
  if (left > 0) throw new PlainError(`${count(left, 'line')} could not be mapped`);
}

async function read(file: string): Promise<string> {
  try {
    return file === '-' ? await text(process.stdin) : readFileSync(file, 'utf8');
  } catch (error) {
    throw new PlainError(`${file} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}
