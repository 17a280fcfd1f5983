import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Command } from 'commander';
import { ASSUMED } from '../../cost/assumed.ts';
import { unpriced } from '../../cost/at-rest.ts';
import { firstCycleOf, monthOf } from '../../cost/month.ts';
import { costOf, REGIONS, sumOf } from '../../cost/prices.ts';
import { costText } from '../../cost/text.ts';
import { readSharedStacks, readStacks } from '../../dev-server/template/assembly.ts';
import { checkTenant } from '../../dev-server/template/project.ts';
import { synthesize } from '../../dev-server/template/synth.ts';
import { toTenant, toWholeNumber } from '../input/arguments.ts';
import { withProgress } from '../output/progress.ts';
import { tell } from '../output/width.ts';

interface Options {
  tenant: string;
  users: number;
  groups: number;
  changesPerDay?: number;
  tenants: number;
  webhooks?: number;
  assembly?: string;
  json?: true;
}

const toNumber = toWholeNumber('users, groups and changes', 0, 10_000_000);

/** Adds `scim cost`. */
export function addCostCommand(program: Command): void {
  program
    .command('cost')
    .description(
      'What a tenant costs in a month, from measured units, list prices and what its stacks hold. It asks AWS nothing.',
    )
    .option('--users <number>', 'how many it has; with no users and no groups nobody calls', toNumber, 0)
    .option('--groups <number>', 'how many it has', toNumber, 0)
    .option('--changes-per-day <number>', `users who change (default: ${ASSUMED.changed * 100} % of them)`, toNumber)
    .option('--tenant <name>', 'whose file and stacks are reckoned with', toTenant, 'demo')
    .option('--tenants <number>', 'how many have the shared stacks together', toWholeNumber('tenants', 1, 1000), 50)
    .option(
      '--webhooks <number>',
      'how many it calls, where its file has any (default: 1)',
      toWholeNumber('webhooks', 1, 100),
    )
    .option('--assembly <folder>', 'what "cdk synth" has written, as in cdk.out (default: it is made now)')
    .option('--json', 'print an object')
    .action(tellCost);
}

async function tellCost({ json, tenant, tenants, assembly, ...given }: Options): Promise<void> {
  const { stacks, shared } = await withProgress('cost', () => readTemplates(tenant, assembly));
  const size = { ...given, changesPerDay: given.changesPerDay ?? Math.ceil(given.users * ASSUMED.changed) };
  const rows = monthOf(size, stacks, { shared, tenants });
  const first = firstCycleOf(size, stacks);
  const missing = unpriced([...stacks, ...shared]);
  if (missing.length > 0)
    tell(`left out, since tools/cost/at-rest.ts does not say what they cost: ${missing.join(', ')}`);
  if (!json) return console.log(costText(size, rows, first));
  const use = sumOf(rows.map((row) => row.use));
  const usd = Object.fromEntries(REGIONS.map((region) => [region, costOf(use, region)]));
  console.log(JSON.stringify({ ...size, usd, use, rows, first }));
}

async function readTemplates(tenant: string, assembly: string | undefined) {
  if (assembly !== undefined) return { stacks: readStacks(assembly, tenant), shared: readSharedStacks(assembly) };
  checkTenant(process.cwd(), tenant);
  const folder = mkdtempSync(path.join(tmpdir(), 'scim-cost-'));
  try {
    await synthesize(process.cwd(), folder);
    return { stacks: readStacks(folder, tenant), shared: readSharedStacks(folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
