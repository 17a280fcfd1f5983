import type { Command } from 'commander';
import { readServerInfo } from '../../../dev-server/server/state-folder.ts';
import { messageOf } from '../../../../lib/thrown.ts';
import { PlainError } from '../../../plain-error.ts';
import { namesOfTenants } from '../../console/tenants.ts';
import { withProgress } from '../../output/progress.ts';
import { formatTable } from '../../output/table.ts';
import { agoOf } from '../../output/time.ts';
import { allStacks, stateOf, type TenantStack } from '../../stacks/stacks.ts';
import { signedIn } from '../../target/aws.ts';
import { placeOf, tenantsFolder } from '../../tenant-file/place.ts';

const COLUMNS = [
  'tenant',
  'region',
  'file',
  ['state', 'State', 'cut'],
  ['version', 'Version', 'cut'],
  'changed',
  'local',
] as const;

/** What is known of a tenant in a Region. */
interface Row {
  readonly tenant: string;
  /** undefined where nobody says it, and AWS cannot be asked. */
  readonly region: string | undefined;
  /** Whether a tenant file puts it there. */
  readonly file: 'yes' | 'no';
  /** Of its stacks; undefined where AWS did not answer. */
  readonly state: string | undefined;
  readonly version: string | undefined;
  /** When a stack of it was last created or updated, ISO 8601. */
  readonly changed: string | undefined;
  /** Whether a dev server runs for it on this machine. */
  readonly local: 'runs' | undefined;
}

/** What a Region answered. */
interface Answer {
  readonly region: string | undefined;
  readonly stacks: readonly TenantStack[] | undefined;
  readonly problem?: string;
}

/** `scim tenant list` */
export function addListCommand(parent: Command): void {
  parent
    .command('list')
    .description('Show every tenant that has a file or a stack: Region, state of its stacks, the version deployed.')
    .option('--json', 'print a list of objects')
    .addHelpText(
      'after',
      '\nAsks AWS in each Region that a tenant file names, and in that of the shell for those that name none.',
    )
    .action(list);
}

async function list({ json }: { json?: true }): Promise<void> {
  const files = Map.groupBy(namesOfTenants(tenantsFolder()), (name) => placeOf(name).region);
  const answers = await withProgress('tenant list', () =>
    Promise.all([...files].map(async ([region, names]) => ({ names, ...(await ask(region)) }))),
  );
  const rows = answers.flatMap(({ names, ...answer }) => rowsOf(names, answer));
  const shown = rows.toSorted((one, other) => one.tenant.localeCompare(other.tenant));
  const now = new Date().toISOString();
  console.log(
    json
      ? JSON.stringify(shown)
      : formatTable(
          COLUMNS,
          shown.map((row) => ({ ...row, changed: agoOf(row.changed, now) })),
        ),
  );
  const problems = new Set(answers.flatMap(({ problem }) => problem ?? []));
  if (problems.size > 0) throw new PlainError(`what is deployed is not known: ${[...problems].join('; ')}`);
}

async function ask(wanted: string | undefined): Promise<Answer> {
  try {
    const { client, region } = await signedIn(wanted);
    return { region, stacks: await allStacks(client) };
  } catch (error) {
    return { region: wanted, stacks: undefined, problem: messageOf(error) };
  }
}

/** The tenants whose files put them in a Region, and those that are there without. */
function rowsOf(names: readonly string[], { region, stacks }: Answer): Row[] {
  const deployed = Map.groupBy(stacks ?? [], ({ tenant }) => tenant);
  const all = new Set([...names, ...deployed.keys()]);
  return [...all].map((tenant) => {
    const own = deployed.get(tenant) ?? [];
    return {
      tenant,
      region,
      file: names.includes(tenant) ? 'yes' : 'no',
      state: stacks && stateOf(own),
      version: own.find(({ part }) => part === 'jobs')?.outputs.get('Version'),
      changed: own
        .flatMap(({ changedAt }) => changedAt ?? [])
        .toSorted()
        .at(-1),
      local: readServerInfo(tenant) ? 'runs' : undefined,
    };
  });
}
