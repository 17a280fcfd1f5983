import {
  DescribeStacksCommand,
  paginateDescribeStacks,
  type CloudFormationClient,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { TENANT_STACKS } from '../../../lib/tenant-stacks.ts';

/** The stacks of a tenant, in the order in which they can be deleted: each before what it uses. */
const PARTS = TENANT_STACKS.toReversed();

type Part = (typeof TENANT_STACKS)[number];

/** A stack of a tenant, as CloudFormation tells of it. */
export interface TenantStack {
  readonly tenant: string;
  readonly part: Part;
  readonly name: string;
  /** Names it for ever, also when it is deleted. */
  readonly id: string;
  readonly status: string;
  readonly isProtected: boolean;
  /** ISO 8601. */
  readonly changedAt: string | undefined;
  readonly outputs: ReadonlyMap<string, string>;
}

const isPart = (text: string): text is Part => PARTS.some((part) => part === text);

/** What a stack is of a tenant; undefined where it is none of ours. */
function readStack(stack: Stack): TenantStack | undefined {
  const { StackName: name = '', StackId: id = '', StackStatus: status = '' } = stack;
  const [, tenant, part] = /^scim-([a-z][a-z0-9-]{1,29})-([a-z]+)$/.exec(name) ?? [];
  if (tenant === undefined || part === undefined || !isPart(part)) return undefined;
  return {
    tenant,
    part,
    name,
    id,
    status,
    isProtected: stack.EnableTerminationProtection === true,
    changedAt: (stack.LastUpdatedTime ?? stack.CreationTime)?.toISOString(),
    outputs: new Map((stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue])),
  };
}

/** Every stack of every tenant in a Region. */
export async function allStacks(client: CloudFormationClient): Promise<TenantStack[]> {
  const found: TenantStack[] = [];
  for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {}))
    found.push(...Stacks.flatMap((stack) => readStack(stack) ?? []));
  return found;
}

/** The stacks that there are of a tenant, in the order of `PARTS`. */
export async function stacksOf(client: CloudFormationClient, tenant: string): Promise<TenantStack[]> {
  const found = await Promise.all(PARTS.map((part) => stackNamed(client, `scim-${tenant}-${part}`)));
  return found.flatMap((stack) => stack ?? []);
}

async function stackNamed(client: CloudFormationClient, name: string): Promise<TenantStack | undefined> {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    return Stacks.flatMap((stack) => readStack(stack) ?? [])[0];
  } catch (error) {
    if (error instanceof Error && error.message.endsWith(' does not exist')) return undefined;
    throw error;
  }
}

/** What a stack is in that is as it should be. */
const FINE = new Set(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'IMPORT_COMPLETE']);

/** How a tenant stands by its stacks: `deployed`, `not deployed`, or which of them is not as it should be. */
export function stateOf(stacks: readonly TenantStack[]): string {
  if (stacks.length === 0) return 'not deployed';
  const odd = TENANT_STACKS.flatMap((part) => {
    const stack = stacks.find((one) => one.part === part);
    if (!stack) return [`${part} missing`];
    return FINE.has(stack.status) ? [] : [`${part} ${stack.status}`];
  });
  return odd.length === 0 ? 'deployed' : odd.join(', ');
}
