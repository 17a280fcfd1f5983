import type { Command } from 'commander';
import type { AskEvents } from '../../../lambdas/directory/event-list.ts';
import type { Answer, Ask, OperatorCommand } from '../../../lambdas/operator/commands.ts';
import { PlainError } from '../../plain-error.ts';
import { confirm } from '../input/confirm.ts';
import { withProgress } from '../output/progress.ts';
import { fit } from '../output/width.ts';
import { operate } from '../target/functions.ts';
import { addTargetOptions, type TargetOptions } from '../target/options.ts';
import { findTarget, type Target } from '../target/target.ts';

interface Options extends TargetOptions {
  json?: true;
  yes?: true;
  reason?: string;
  before?: number;
  limit?: number;
  values?: true;
  held?: true;
  file?: string;
  kind?: NonNullable<AskEvents['kind']>;
  type?: string;
  from?: NonNullable<AskEvents['before']>;
}

interface OptionRow {
  readonly flags: string;
  readonly description: string;
  readonly mandatory?: true;
  readonly parse?: (text: string) => unknown;
}

/** Hears how far something is. */
type Say = (how: string) => void;

/** A command that has the operator function do one thing, and shows what it answers. */
interface Row<Name extends OperatorCommand> {
  /** What the operator function calls it; its last word is what the CLI calls it. */
  readonly command: Name;
  readonly description: string;
  readonly argument?: readonly [name: string, description: string];
  readonly options: readonly OptionRow[];
  readonly ask: (argument: string, options: Options) => Ask<Name>;
  /** Asks the function, where that takes more than one call. */
  readonly run?: (target: Target, argument: string, options: Options, say: Say) => Promise<Answer<Name>>;
  /** What is asked of the person at the keyboard first; `--yes` answers it. */
  readonly question?: (argument: string) => string;
  readonly describe: (answer: Answer<Name>, argument: string, options: Options, now: string) => string;
  /** Why the command fails although there is an answer. */
  readonly failure?: (answer: Answer<Name>) => string | undefined;
  /** What a person is told behind it, without `--json`. */
  readonly more?: (target: Target) => Promise<string>;
}

export const JSON_OBJECT = { flags: '--json', description: 'print an object' };
export const JSON_LIST = { flags: '--json', description: 'print a list of objects' };
export const YES = { flags: '--yes', description: 'do not ask' };

const asItIs = (text: string): string => text;

/** Adds a command below another one, or below `scim`. */
export function addOperatorCommand<Name extends OperatorCommand>(parent: Command, row: Row<Name>): void {
  const command = parent.command(row.command.split(' ').at(-1) ?? '').description(row.description);
  if (row.argument) command.argument(...row.argument);
  for (const { flags, description, mandatory, parse = asItIs } of row.options) {
    if (mandatory) command.requiredOption(flags, description, parse);
    else command.option(flags, description, parse);
  }
  addTargetOptions(command).action(async () => {
    const [argument = ''] = command.args;
    const { json, ...options } = command.opts<Options>();
    if (row.question) await confirm(row.question(argument), options.yes);
    const target = await findTarget(options);
    const run = row.run ?? ((asked) => operate(asked, row.command, row.ask(argument, options)));
    const answer = await withProgress(row.command, (say) => run(target, argument, options, say));
    console.log(json ? JSON.stringify(answer) : fit(row.describe(answer, argument, options, target.now)));
    const failure = row.failure?.(answer);
    if (failure !== undefined) throw new PlainError(failure);
    if (!json && row.more) console.log(fit(await row.more(target)));
  });
}
