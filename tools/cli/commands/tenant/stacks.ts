import { Option, type Command } from 'commander';
import { RINGS, TENANT_STACKS, type Ring } from '../../../../lib/tenant-stacks.ts';
import { tenantsOf } from '../../tenant-file/ring.ts';

/** Adds `scim tenant stacks`. */
export function addStacksCommand(parent: Command): void {
  parent
    .command('stacks')
    .description('Print the stacks of the tenants of a ring, for cdk deploy. A file that is wrong is left out.')
    .addOption(new Option('--ring <ring>', 'which tenants').choices(RINGS).makeOptionMandatory())
    .option('--names', 'print the names of the tenants, for cdk deploy -c tenant=…')
    .addHelpText('after', '\nExample: npx cdk deploy $(npm run scim --silent -- tenant stacks --ring canary)')
    .action(({ ring, names }: { ring: Ring; names?: true }) => {
      const tenants = tenantsOf(ring);
      console.log(names ? tenants.join(',') : stacksOf(tenants).join('\n'));
    });
}

/** What cdk deploy calls the stacks of tenants. */
export const stacksOf = (tenants: readonly string[]): string[] =>
  tenants.flatMap((tenant) => TENANT_STACKS.map((stack) => `${tenant}/${stack}`));
