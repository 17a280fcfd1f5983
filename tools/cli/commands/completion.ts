import { Argument, type Command } from 'commander';
import { candidatesOf } from '../completion/candidates.ts';
import { SCRIPTS, SHELLS } from '../completion/scripts.ts';

/** Adds `scim completion`, and what the shells call then. */
export function addCompletionCommands(program: Command): void {
  program
    .command('completion')
    .description('Print what makes a shell complete commands, options and names of tenants: to be read by its start.')
    .addArgument(new Argument('<shell>', 'which one').choices(SHELLS))
    .addHelpText('after', '\nExample: source <(serverless-scim completion bash)')
    .action((shell: (typeof SHELLS)[number]) => console.log(SCRIPTS[shell]));
  program
    .command('candidates', { hidden: true })
    .argument('[words...]', 'those behind the name of the program, up to the cursor')
    .action((words: readonly string[]) => {
      for (const { word, means } of candidatesOf(program, words)) console.log(`${word}\t${means}`);
    });
}
