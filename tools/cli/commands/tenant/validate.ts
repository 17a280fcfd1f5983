import path from 'node:path';
import type { Command } from 'commander';
import { checkTenants, TenantError, type TenantReading } from '../../../../lib/tenants.ts';
import { fleetProblems, togetherProblems } from '../../../../lib/together.ts';
import { PlainError } from '../../../plain-error.ts';
import { toWholeNumber } from '../../input/arguments.ts';
import { tell } from '../../output/width.ts';
import { tenantsFolder } from '../../tenant-file/place.ts';

interface Options {
  accountConcurrency?: number;
  json?: true;
}

/** `scim tenant validate` */
export function addValidateCommand(parent: Command): void {
  parent
    .command('validate')
    .description('Say every mistake in the tenant files and in fleet.json, without a synth.')
    .argument('[name...]', 'the tenants (default: all that have a file in tenants/)')
    .option(
      '--account-concurrency <number>',
      'the concurrent executions of the account, where Service Quotas shows more than 1,000',
      toWholeNumber('concurrent executions', 1, 1_000_000),
    )
    .option('--json', 'print an object')
    .action(validate);
}

function validate(names: readonly string[], { accountConcurrency, json }: Options): void {
  const all = read();
  const unknown = names.filter((name) => !all.some((reading) => reading.name === name));
  if (unknown.length > 0)
    throw new PlainError(
      `there is no ${unknown.map((name) => path.join('tenants', `${name}.json`)).join(', ')}; there are ${all.map(({ name }) => name).join(', ')}`,
    );
  const meant = names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
  // What all of them are together is the matter of each, and so is what they share.
  const tenants = all.flatMap(({ tenant }) => tenant ?? []);
  const together = [...togetherProblems(tenants, accountConcurrency), ...fleetProblems('fleet.json')];
  const problems = [...meant.flatMap((reading) => reading.problems), ...together];
  const files = meant.map(({ name, problems: own }) => ({ name, problems: own }));
  if (json) console.log(JSON.stringify({ tenants: files, together }));
  else for (const problem of problems) console.log(problem);
  if (problems.length > 0)
    throw new PlainError(
      `${problems.length === 1 ? 'one mistake' : `${problems.length} mistakes`} in ${filesOf(meant)}` +
        (together.length > 0 ? ', and in what tenants have together' : ''),
    );
  tell(`${filesOf(meant)}: nothing is wrong`);
}

const filesOf = (readings: readonly TenantReading[]): string =>
  readings.length === 1
    ? `tenants/${readings.map(({ name }) => name).join('')}.json`
    : `${readings.length} tenant files`;

function read(): TenantReading[] {
  try {
    return checkTenants(path.relative('', tenantsFolder()));
  } catch (error) {
    if (error instanceof TenantError) throw new PlainError(error.message, { cause: error });
    throw error;
  }
}
