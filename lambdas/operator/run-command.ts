import type { Answer, Ask, OperatorCommand, OperatorEvent } from './commands.ts';

/** What each command does, for all that there are. */
export type CommandTable<Context> = {
  readonly [Command in OperatorCommand]: (context: Context, ask: Ask<Command>) => Promise<Answer<Command>>;
};

/**
 * Does what an event asks for.
 * @throws Error for a command that is not in the table: the CLI is newer than the function
 */
export async function runCommand<Context, Command extends OperatorCommand>(
  table: CommandTable<Context>,
  context: Context,
  event: OperatorEvent<Command>,
): Promise<Answer<Command>> {
  if (!Object.hasOwn(table, event.command))
    // Not the event: it may hold a userName.
    throw new Error(`the command is ${JSON.stringify(event.command)}; this version does not know it`);
  return table[event.command](context, event);
}
