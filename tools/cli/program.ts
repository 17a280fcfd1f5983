import path from 'node:path';
import { styleText } from 'node:util';
import { Command, CommanderError, type OutputConfiguration } from 'commander';
import { versionOf } from '../../lib/version.ts';
import { PlainError, StoppedError } from '../plain-error.ts';
import { addCompletionCommands } from './commands/completion.ts';
import { EndedWith, EXIT_CODES } from './exit-codes.ts';
import { FAMILIES } from './families.ts';
import { hasColours } from './output/colour.ts';
import { formatFacts } from './output/facts.ts';
import { fit, tell, widthOf, wrap } from './output/width.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');

/** What stands below the help of the program. */
const helpBelow = (): string => wrap(helpLines().join('\n'), helpWidth());

const helpLines = (): string[] => [
  '',
  'Every command has its own help, as in: serverless-scim token create --help',
  'In the checkout: npm run scim -- <command>, or npm exec --no -- serverless-scim <command>. Messages say "scim" for it.',
  '',
  'Output for scripts is on stdout (--json: one line), everything else on stderr. Without a terminal, what destroys ' +
    'something needs --yes.',
  '',
  'Exit codes:',
  ...formatFacts(
    Object.values(EXIT_CODES).map(({ code, means }) => [`  ${code}`, means]),
    7,
    helpWidth(),
  ),
];

/** Help is prose: where nobody says how wide, and where there is more room than one likes to read. */
const helpWidth = (): number => (Number.isFinite(widthOf()) ? Math.min(widthOf(), 100) : 80);

/**
 * The operator's program with its commands, or with those of the families that are named; `output` takes what
 * Commander has to say, which is help and wrong usage.
 */
export async function createProgram(
  {
    writeOut = (text) => process.stdout.write(text),
    writeErr = (text) => process.stderr.write(text),
  }: Pick<OutputConfiguration, 'writeOut' | 'writeErr'> = {},
  families = Object.keys(FAMILIES),
): Promise<Command> {
  const program = new Command('serverless-scim')
    .description("What an operator does to a tenant's directory, on this machine or in AWS.")
    .option('--version', 'say which version this is, and of which commit')
    .option('--no-color', 'no colours, as with NO_COLOR=1')
    .addHelpText('after', helpBelow)
    .configureOutput({
      getOutHelpWidth: helpWidth,
      getErrHelpWidth: helpWidth,
      writeOut: (text) => writeOut(wrap(text, helpWidth())),
      writeErr: (text) => writeErr(fit(text, process.stderr)),
      getOutHasColors: () => hasColours(process.stdout),
      getErrHasColors: () => hasColours(process.stderr),
    })
    .configureHelp({ styleTitle: (title) => styleText('bold', title, { validateStream: false }) })
    .exitOverride();
  program.on('option:version', () => {
    console.log(versionOf(ROOT));
    throw new EndedWith(EXIT_CODES.done.code);
  });
  program.on('option:no-color', () => {
    delete process.env['FORCE_COLOR'];
    process.env['NO_COLOR'] = '1';
  });
  for (const add of await Promise.all(families.map(async (name) => FAMILIES[name]?.()))) add?.(program);
  addCompletionCommands(program);
  return program;
}

/**
 * Runs the operator's program with the words behind its name, as in `['token', 'list']`, and
 * answers its exit code. Results go to console.log, the rest to console.error.
 */
export async function runProgram(
  words: readonly string[],
  output?: Parameters<typeof createProgram>[0],
): Promise<number> {
  try {
    // Help, and what is mistyped or half typed, is about all of them.
    const family = words.find((word) => word !== 'candidates' && !word.startsWith('-')) ?? '';
    const program = await createProgram(output, Object.hasOwn(FAMILIES, family) ? [family] : undefined);
    await program.parseAsync(words, { from: 'user' });
    return EXIT_CODES.done.code;
  } catch (error) {
    return report(error);
  }
}

function report(error: unknown): number {
  // Commander has already printed what it has to say, help included.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.done.code : EXIT_CODES.usage.code;
  if (error instanceof EndedWith) return error.code;
  tell(`error: ${describe(error)}`);
  return (error instanceof StoppedError ? EXIT_CODES.stopped : EXIT_CODES.failed).code;
}

/** What AWS refused is said in AWS's words; only what nobody expected comes with a stack. */
function describe(error: unknown): string {
  if (error instanceof PlainError) return error.message;
  if (error instanceof Error && '$metadata' in error) return `${error.name}: ${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
