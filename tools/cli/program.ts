import { Command, CommanderError, type OutputConfiguration } from 'commander';
import { PlainError, StoppedError } from '../plain-error.ts';
import { addCheckCommand } from './commands/check.ts';
import { addConsoleCommand } from './commands/console.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addClientCommands } from './commands/client/client.ts';
import { addConformanceCommand } from './commands/conformance/conformance.ts';
import { addCostCommand } from './commands/cost.ts';
import { addCredentialCommands } from './commands/credential.ts';
import { addExportCommand } from './commands/export.ts';
import { addEventsCommands } from './commands/events.ts';
import { addClockCommand } from './commands/clock.ts';
import { addGroupCommands } from './commands/group.ts';
import { addLogsCommand } from './commands/logs.ts';
import { addHoldCommands } from './commands/hold.ts';
import { addMappingCommand } from './commands/mapping.ts';
import { addPurgeCommand } from './commands/purge.ts';
import { addQualityCommand } from './commands/quality.ts';
import { addErasedIdsCommand } from './commands/erased-ids.ts';
import { addRestoreCommand } from './commands/restore.ts';
import { addSetupLinkCommands } from './commands/setup-link/setup-link.ts';
import { addSetupSheetCommand } from './commands/setup-sheet.ts';
import { addSmokeCommand } from './commands/smoke.ts';
import { addStackMapCommand } from './commands/stack-map.ts';
import { addTenantStacksCommand } from './commands/tenant-stacks.ts';
import { addTenantCommands } from './commands/tenant/tenant.ts';
import { addTokenCommands } from './commands/token/token.ts';
import { addUserCommands } from './commands/user.ts';
import { addWebhookCommands } from './commands/webhook.ts';
import { EndedWith, EXIT_CODES } from './exit-codes.ts';

/** The families of commands, in the order of the help. */
const COMMANDS = [
  addTenantCommands,
  addTokenCommands,
  addClientCommands,
  addCredentialCommands,
  addSetupLinkCommands,
  addSetupSheetCommand,
  addConsoleCommand,
  addPurgeCommand,
  addUserCommands,
  addGroupCommands,
  addHoldCommands,
  addCheckCommand,
  addErasedIdsCommand,
  addRestoreCommand,
  addDoctorCommand,
  addSmokeCommand,
  addStackMapCommand,
  addLogsCommand,
  addMappingCommand,
  addQualityCommand,
  addExportCommand,
  addConformanceCommand,
  addCostCommand,
  addClockCommand,
  addEventsCommands,
  addWebhookCommands,
  addTenantStacksCommand,
];

const HELP =
  '\nEvery command has its own help: scim token create --help' +
  `\nExit codes: ${Object.values(EXIT_CODES)
    .map(({ code, means }) => `${code} ${means}`)
    .join(', ')}` +
  '\nOutput for scripts is on stdout (--json: one line), everything else on stderr. Without a terminal, what destroys something needs --yes.';

/**
 * Runs the operator's program with the words behind its name, as in `['token', 'list']`, and
 * answers its exit code. Results go to console.log, the rest to console.error; `output` takes what
 * Commander has to say, which is help and wrong usage.
 */
export async function runProgram(words: readonly string[], output: OutputConfiguration = {}): Promise<number> {
  const program = new Command('scim')
    .description("What an operator does to a tenant's directory, on this machine or in AWS.")
    .addHelpText('after', HELP)
    .configureOutput(output)
    .exitOverride();
  for (const add of COMMANDS) add(program);
  try {
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
  console.error(`error: ${describe(error)}`);
  return (error instanceof StoppedError ? EXIT_CODES.stopped : EXIT_CODES.failed).code;
}

/** What AWS refused is said in AWS's words; only what nobody expected comes with a stack. */
function describe(error: unknown): string {
  if (error instanceof PlainError) return error.message;
  if (error instanceof Error && '$metadata' in error) return `${error.name}: ${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
