import { APPLICATION } from '../../tenant/application.ts';

/** A stack as CloudFormation describes it; `deployedAt`, when it was made or changed last, is ISO 8601. */
export interface DeployedStack {
  readonly deployedAt: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
}

/** A tenant as far as the watchdog knows it. */
export interface DeployedTenant {
  readonly name: string;
  /** The addresses of its queues of dead letters. */
  readonly queues: readonly string[];
  /** Where its hourly job works, and when it was deployed; undefined while it has none. */
  readonly job: { readonly tableName: string; readonly since: string } | undefined;
}

const QUEUE = /DeadLettersUrl$/;
/** The output of the stack `jobs` that names the table. */
const TABLE = 'JobsTableName';

/** The tenants whose stacks these are, by the tags that every one of them has; sorted by name. */
export function tenantsOf(stacks: readonly DeployedStack[]): DeployedTenant[] {
  const ours = stacks.filter(({ tags }) => tags['application'] === APPLICATION && tags['tenant'] !== undefined);
  const byTenant = Object.entries(Object.groupBy(ours, ({ tags }) => tags['tenant'] ?? ''));
  return byTenant
    .map(([name, own = []]) => ({ name, queues: own.flatMap(queuesOf), job: own.flatMap(jobOf)[0] }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

const queuesOf = ({ outputs }: DeployedStack): string[] =>
  Object.entries(outputs).flatMap(([name, value]) => (QUEUE.test(name) ? [value] : []));

const jobOf = ({ outputs, deployedAt }: DeployedStack) => {
  const tableName = outputs[TABLE];
  return tableName === undefined ? [] : [{ tableName, since: deployedAt }];
};
