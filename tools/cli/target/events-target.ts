import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { SQSClient } from '@aws-sdk/client-sqs';
import { signedWith } from '../../dev-server/server/local-key.ts';
import { readServerInfo } from '../../dev-server/server/state-folder.ts';
import { PlainError } from '../../plain-error.ts';
import type { TargetOptions } from './options.ts';
import { readOutputs } from './outputs.ts';
import { findTarget, type Target } from './target.ts';

/** A tenant with what its change events pass. */
export interface EventsTarget extends Target {
  changesFunctionName: string;
  deadLettersUrl: string;
  streams: DynamoDBStreamsClient;
  sqs: SQSClient;
}

/**
 * Finds the tenant and says on stderr which one is used. Throws PlainError when it cannot be found.
 */
export async function findEventsTarget(options: TargetOptions): Promise<EventsTarget> {
  const target = await findTarget(options);
  const server = options.aws ? undefined : readServerInfo(options.tenant);
  if (server === undefined) return { ...target, ...(await deployed(options.tenant)) };
  const { region, dynamodbEndpoint, servicesEndpoint, functions, eventDeadLettersUrl, key, dynamodbKey } = server;
  return {
    ...target,
    changesFunctionName: functions['changes'] ?? '',
    deadLettersUrl: eventDeadLettersUrl,
    streams: new DynamoDBStreamsClient({ region, credentials: signedWith(dynamodbKey), endpoint: dynamodbEndpoint }),
    sqs: new SQSClient({
      region,
      credentials: signedWith(key),
      endpoint: servicesEndpoint,
      useQueueUrlAsEndpoint: false,
    }),
  };
}

async function deployed(tenant: string): Promise<Omit<EventsTarget, keyof Target>> {
  const stack = `scim-${tenant}-events`;
  const outputs = await readOutputs(new CloudFormationClient({}), stack);
  const output = (name: string): string => {
    const value = outputs.get(name);
    if (value !== undefined) return value;
    throw new PlainError(`the stack ${stack} has no output ${name}: deploy this version of the project`);
  };
  return {
    changesFunctionName: output('ChangesFunctionName'),
    deadLettersUrl: output('EventDeadLettersUrl'),
    streams: new DynamoDBStreamsClient({}),
    sqs: new SQSClient({}),
  };
}
