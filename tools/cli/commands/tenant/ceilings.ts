import type { Command } from 'commander';
import type { CeilingRow } from '../../ceilings/count.ts';
import { withProgress } from '../../output/progress.ts';
import { formatTable } from '../../output/table.ts';
import { tell } from '../../output/width.ts';

const COLUMNS = [['what', 'What', 'cut'], 'used', 'most', 'tenants', 'fit', ['place', 'Place', 'cut']] as const;

/** `scim tenant ceilings` */
export function addCeilingsCommand(parent: Command): void {
  parent
    .command('ceilings')
    .description('How many tenants the quotas of each account and Region allow, counted from the templates.')
    .option('--json', 'print a list of objects')
    .addHelpText(
      'after',
      '\nThe quotas are the defaults of AWS, or "quotas" of the context in cdk.json. What else there is in an account ' +
        'counts, too, and is not known here.',
    )
    .action(show);
}

async function show({ json }: { json?: true }): Promise<void> {
  const rows = await withProgress('tenant ceilings', async (say) => {
    // The CDK takes a second to load, and every other command does without.
    const { ceilingRows } = await import('../../ceilings/count.ts');
    return ceilingRows(say);
  });
  console.log(json ? JSON.stringify(rows) : formatTable(COLUMNS, rows.map(asText)));
  for (const { near } of rows) if (near !== undefined) tell(near);
}

const asText = ({ used, most, tenants, fit, what, place }: CeilingRow) => ({
  what,
  place,
  used: String(used),
  most: String(most),
  tenants: String(tenants),
  fit: Number.isFinite(fit) ? String(fit) : 'any',
});
