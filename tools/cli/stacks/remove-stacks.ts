import {
  DeleteStackCommand,
  DescribeStackEventsCommand,
  paginateListStackResources,
  UpdateTerminationProtectionCommand,
  waitUntilStackDeleteComplete,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import { PlainError } from '../../plain-error.ts';
import type { TenantStack } from './stacks.ts';

/** Something that CloudFormation left when it deleted a stack. */
export interface Kept {
  /** As in `AWS::DynamoDB::GlobalTable`. */
  readonly type: string;
  readonly id: string;
}

/** Seconds: an API is deleted once in 30 s in an account, whoever else deletes one. */
const PATIENCE = 3600;

/**
 * Deletes a stack, protected or not, waits until it is gone, and answers what it left. Throws
 * PlainError with CloudFormation's reason where it cannot be.
 */
export async function removeStack(client: CloudFormationClient, stack: TenantStack): Promise<Kept[]> {
  const StackName = stack.id;
  if (stack.isProtected)
    await client.send(new UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection: false }));
  await client.send(new DeleteStackCommand({ StackName }));
  try {
    await waitUntilStackDeleteComplete({ client, maxWaitTime: PATIENCE, minDelay: 5, maxDelay: 15 }, { StackName });
  } catch (error) {
    const why = await reasonsOf(client, StackName);
    throw new PlainError(
      `the stack ${stack.name} is not deleted: ${why || 'it is still being deleted'}. What was before it is gone; when ` +
        'that is mended, the same command goes on',
      { cause: error },
    );
  }
  return keptOf(client, StackName);
}

/** Why resources of a stack could not be deleted, in the words of their services. */
async function reasonsOf(client: CloudFormationClient, StackName: string): Promise<string> {
  const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }));
  return StackEvents.filter(({ ResourceStatus, ResourceType }) => {
    return ResourceStatus === 'DELETE_FAILED' && ResourceType !== 'AWS::CloudFormation::Stack';
  })
    .map(({ LogicalResourceId = '', ResourceStatusReason = '' }) => `${LogicalResourceId}: ${ResourceStatusReason}`)
    .join('; ');
}

async function keptOf(client: CloudFormationClient, StackName: string): Promise<Kept[]> {
  const kept: Kept[] = [];
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName }))
    kept.push(
      ...StackResourceSummaries.filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_SKIPPED').map(
        ({ ResourceType = '', PhysicalResourceId = '' }) => ({ type: ResourceType, id: PhysicalResourceId }),
      ),
    );
  return kept;
}
