import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { codeOf, messageOf } from '../../../../lib/thrown.ts';
import { PlainError } from '../../../plain-error.ts';
import { toTenant } from '../../input/arguments.ts';
import { tell } from '../../output/width.ts';
import { tenantsFolder } from '../../tenant-file/place.ts';
import { startOfTenant } from '../../tenant-file/start.ts';

/** `scim tenant init` */
export function addInitCommand(parent: Command): void {
  parent
    .command('init')
    .description('Write tenants/<name>.json: a complete tenant, with every setting as a comment.')
    .argument('<name>', 'the name of the tenant, which is also in the names of its stacks', toTenant)
    .action(init);
}

function init(name: string): void {
  const folder = tenantsFolder();
  if (!existsSync(folder)) throw new PlainError(`there is no ${folder}: run this where cdk.json is`);
  const file = path.join(folder, `${name}.json`);
  try {
    writeFileSync(file, startOfTenant(name), { flag: 'wx' });
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw new PlainError(`${file} is there already, and stays as it is`);
    throw new PlainError(`${file} cannot be written: ${messageOf(error)}`, { cause: error });
  }
  console.log(file);
  tell(
    `edit it, and then: npm run scim -- tenant validate ${name}, npm start -- --tenant ${name} to try it on this ` +
      `machine, npx cdk deploy '${name}/*' (docs/deploy.md says what comes before the first tenant)`,
  );
}
