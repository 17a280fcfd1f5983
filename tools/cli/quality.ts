import type { Command } from 'commander';
import type { Example, QualityReport } from '../../lambdas/directory/quality.ts';
import { operate } from './invoke.ts';
import { addTargetOptions, findTarget, type TargetOptions } from './target.ts';

/** Adds `scim quality`. */
export function addQualityCommand(program: Command): void {
  const command = program
    .command('quality')
    .description('What is missing or odd in the directory: empty fields, odd phone numbers, shared e-mail addresses.')
    .option('--json', 'print an object')
    .action(async ({ json, ...options }: TargetOptions & { json?: true }) => {
      const report = await operate<QualityReport>(await findTarget(options), { command: 'quality' });
      console.log(json ? JSON.stringify(report) : describe(report));
    });
  addTargetOptions(command);
}

const named = (examples: readonly Example[]): string =>
  examples
    .map(({ id, userName, value }) => `${userName ?? id}${value === undefined ? '' : ` (${JSON.stringify(value)})`}`)
    .join(', ');

function describe({ users, missing, unfilled, notPhones, duplicateEmails, unused }: QualityReport): string {
  const lines = [
    ...unfilled.map((field) => `nobody has a ${field}; is it mapped in Entra? (scim mapping)`),
    ...missing.map((found) => `${found.users} of ${users} without ${found.field}: ${named(found.examples)}`),
    ...notPhones.map(
      (found) => `${found.users} with a ${found.field} that is no phone number: ${named(found.examples)}`,
    ),
    ...duplicateEmails.examples.map((found) => `${found.email} is the e-mail address of ${named(found.users)}`),
    ...(duplicateEmails.addresses > duplicateEmails.examples.length
      ? [`${duplicateEmails.addresses} e-mail addresses in all belong to more than one user`]
      : []),
    ...unused.map((found) => `${found.path} arrives (${found.users} users) and feeds no field`),
  ];
  return [`${users} users`, ...(lines.length > 0 ? lines : ['nothing to complain about'])].join('\n');
}
