import { Option, type Command } from 'commander';
import { RINGS, TENANT_STACKS, type Ring } from '../../../lib/tenant-stacks.ts';
import { checkTenants } from '../../../lib/tenants.ts';
import { PlainError } from '../../plain-error.ts';
import { namesOfTenants } from '../console/tenants.ts';

const FOLDER = 'tenants';

/** Adds `scim tenant stacks`. */
export function addTenantStacksCommand(program: Command): void {
  const group =
    program.commands.find((each) => each.name() === 'tenant') ??
    program.command('tenant').description('Tenants, as their files in tenants/ say.');
  group
    .command('stacks')
    .description('Print the stacks of the tenants of a ring, for cdk deploy. A file that is wrong is left out.')
    .addOption(new Option('--ring <ring>', 'which tenants').choices(RINGS).makeOptionMandatory())
    .option('--names', 'print the names of the tenants, for cdk deploy -c tenant=…')
    .addHelpText('after', '\nExample: npx cdk deploy $(npm run scim --silent -- tenant stacks --ring canary)')
    .action(({ ring, names }: { ring: Ring; names?: true }) => {
      const tenants = tenantsOf(FOLDER, ring);
      console.log(names ? tenants.join(',') : stacksOf(tenants).join('\n'));
    });
}

/** What cdk deploy calls the stacks of tenants. */
export const stacksOf = (tenants: readonly string[]): string[] =>
  tenants.flatMap((tenant) => TENANT_STACKS.map((stack) => `${tenant}/${stack}`));

/**
 * The names of the tenants of a ring. What is wrong in a file is told, on stderr where nobody else
 * hears it. Throws PlainError where there are none.
 */
export function tenantsOf(folder: string, ring: Ring, tell: (text: string) => void = console.error): string[] {
  const readings = checkTenants(folder, namesOfTenants(folder));
  for (const { problems } of readings) for (const problem of problems) tell(`left out: ${problem}`);
  const wrong = new Set(readings.flatMap(({ name, problems }) => (problems.length > 0 ? name : [])));
  const found = readings
    .flatMap(({ name, tenant }) => (tenant?.ring === ring && !wrong.has(name) ? name : []))
    .toSorted();
  if (found.length > 0) return found;
  throw new PlainError(`no tenant is in the ring ${ring}: write "ring": "${ring}" into a file of ${folder}/`);
}
