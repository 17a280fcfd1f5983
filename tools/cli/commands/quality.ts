import type { Command } from 'commander';
import type { Example, QualityReport } from '../../../lambdas/directory/quality.ts';
import { count } from '../output/count.ts';
import { addOperatorCommand, JSON_OBJECT } from './operator-command.ts';

/** Adds `scim quality`. */
export function addQualityCommand(program: Command): void {
  addOperatorCommand(program, {
    command: 'quality',
    description: 'What is missing or odd in the directory: empty fields, odd phone numbers, shared e-mail addresses.',
    options: [JSON_OBJECT],
    ask: () => ({}),
    describe,
  });
}

const named = (examples: readonly Example[]): string =>
  examples
    .map(({ id, userName, value }) => `${userName ?? id}${value === undefined ? '' : ` (${JSON.stringify(value)})`}`)
    .join(', ');

function describe({ users, missing, unfilled, notPhones, duplicateEmails, unused }: QualityReport): string {
  const lines = [
    ...unfilled.map((field) => `nobody has a ${field}; is it mapped in Entra? (scim mapping)`),
    ...missing.map(
      (found) => `${found.users} of ${count(users, 'user')} without ${found.field}: ${named(found.examples)}`,
    ),
    ...notPhones.map(
      (found) => `${found.users} with a ${found.field} that is no phone number: ${named(found.examples)}`,
    ),
    ...duplicateEmails.examples.map((found) => `${found.email} is the e-mail address of ${named(found.users)}`),
    ...(duplicateEmails.addresses > duplicateEmails.examples.length
      ? [`${duplicateEmails.addresses} e-mail addresses in all belong to more than one user`]
      : []),
    ...unused.map((found) => `${found.path} arrives (${count(found.users, 'user')}) and feeds no field`),
  ];
  return [count(users, 'user'), ...(lines.length > 0 ? lines : ['nothing to complain about'])].join('\n');
}
