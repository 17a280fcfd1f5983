import type { Command } from 'commander';
import { openTable } from '../../../lambdas/store/table/open-table.ts';
import { documentsOf } from '../credentials/open.ts';
import { findErased, writeErased } from '../restore/erased-ids.ts';
import { patient } from '../restore/merge.ts';
import { addTargetOptions, type TargetOptions } from '../target/options.ts';
import { findTarget } from '../target/target.ts';

/** Adds `scim erased-ids`. */
export function addErasedIdsCommand(program: Command): void {
  const command = program
    .command('erased-ids')
    .description(
      'Write the ids of everybody who was erased into a file: a restore without the old table needs it. Reads the whole table.',
    )
    .requiredOption('--out <file>', 'where to; a file that is there is replaced')
    .action(exportErased);
  addTargetOptions(command);
}

async function exportErased({ out, ...options }: TargetOptions & { out: string }): Promise<void> {
  const target = await findTarget(options);
  const erased = await findErased(openTable(patient(documentsOf(target), target.tableName)));
  // As of when it was begun: who was erased since may be missing.
  writeErased(out, options.tenant, { asOf: target.now, erased });
  console.log(`${erased.length} ids are in ${out}, as of ${target.now}`);
}
