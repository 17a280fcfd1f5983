import { Option, type Command } from 'commander';
import { toTenant } from '../input/arguments.ts';

export interface TargetOptions {
  tenant: string;
  /** Whether somebody has said which tenant; the default is never looked for in AWS. */
  isNamed?: boolean;
  local?: true;
  aws?: true;
}

/** Adds the options that say which tenant is meant, and where. */
export function addTargetOptions(command: Command): Command {
  return command
    .option('--tenant <name>', 'the tenant', toTenant, 'demo')
    .addOption(new Option('--local', 'use the dev server on this machine (default when one runs for the tenant)'))
    .addOption(
      new Option('--aws', 'use the deployed tenant, in the Region of its tenant file or of this shell').conflicts(
        'local',
      ),
    )
    .hook('preAction', () => {
      command.setOptionValue('isNamed', command.getOptionValueSource('tenant') === 'cli');
    })
    .addHelpText(
      'after',
      '\nWithout --local or --aws: the dev server if one runs for the tenant, otherwise the deployed tenant, which ' +
        '--tenant has to name. Its profile and Region are told before anything is done.',
    );
}
