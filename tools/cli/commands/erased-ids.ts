import type { Command } from 'commander';
import { openTable } from '../../../lambdas/store/table/open-table.ts';
import { documentsOf } from '../credentials/open.ts';
import { count } from '../output/count.ts';
import { withProgress } from '../output/progress.ts';
import { momentOf } from '../output/time.ts';
import { fit } from '../output/width.ts';
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
  const table = openTable(patient(documentsOf(target), target.tableName));
  const erased = await withProgress('erased-ids', () => findErased(table));
  // As of when it was begun: who was erased since may be missing.
  writeErased(out, options.tenant, { asOf: target.now, erased });
  console.log(fit(`in ${out}: ${count(erased.length, 'id')}, as of ${momentOf(target.now)}`));
}
