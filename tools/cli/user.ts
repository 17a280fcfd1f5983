import type { Command } from 'commander';
import { confirm } from './confirm.ts';
import { operate } from './invoke.ts';
import { addTargetOptions, findTarget } from './target.ts';
import type { TargetOptions } from './target.ts';

interface Options extends TargetOptions {
  json?: true;
  reason?: string;
  yes?: true;
}

/** What the operator function tells about a user. */
interface UserReport {
  id: string;
  userName?: string;
  state: string;
  version: number;
  softDeletedAt?: string;
  deletedAt?: string;
  erasedAt?: string;
  restoredAt?: string;
  purgeAfter?: string;
  hold?: { since: string; reason: string };
}

const COMMANDS = [
  {
    name: 'show',
    description: 'Where a user stands: active, deactivated, deleted or erased, and until when it is kept.',
  },
  {
    name: 'restore',
    description: 'Bring a deleted user back under the same id, as it was, into the groups it was in.',
  },
  { name: 'hold', description: 'Keep a user from being erased until "lift": a legal hold.' },
  { name: 'lift', description: 'End a legal hold.' },
  { name: 'erase', description: 'Erase a user now, without waiting for the retention: for a request by the person.' },
] as const;

/** Adds `scim user show | restore | hold | lift | erase`. */
export function addUserCommands(program: Command): void {
  const user = program.command('user').description('One user, by id or userName, also a deleted one.');
  for (const { name, description } of COMMANDS) {
    const command = user
      .command(name)
      .description(description)
      .argument('<user>', 'id or userName')
      .option('--json', 'print an object');
    if (name === 'hold') command.requiredOption('--reason <text>', 'why; it is shown, and kept with the user');
    if (name === 'erase') command.option('--yes', 'do not ask');
    command.action((text: string, options: Options) => run(name, text, options));
    addTargetOptions(command);
  }
}

async function run(name: string, user: string, { json, reason, yes, ...options }: Options): Promise<void> {
  if (name === 'erase') await confirm(`Erase ${user}? Nobody can bring it back.`, yes);
  const target = await findTarget(options);
  const event = { command: `user ${name}`, user, ...(reason !== undefined && { reason }) };
  const report = await operate<UserReport>(target, event);
  console.log(json ? JSON.stringify(report) : describe(report));
}

function describe(report: UserReport): string {
  const { id, userName, state, softDeletedAt, deletedAt, erasedAt, restoredAt, purgeAfter, hold } = report;
  const lines: [string, string | undefined][] = [
    ['id', id],
    ['userName', userName],
    ['state', state],
    ['soft-deleted', softDeletedAt],
    ['deleted', deletedAt],
    ['restored', restoredAt],
    ['erased', erasedAt],
    ['purge after', purgeAfter],
    ['legal hold', hold && `since ${hold.since}: ${hold.reason}`],
  ];
  return lines
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name.padEnd(14)}${value ?? ''}`)
    .join('\n');
}
