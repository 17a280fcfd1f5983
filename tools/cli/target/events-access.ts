import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { SQSClient } from '@aws-sdk/client-sqs';
import { signedWith } from '../../dev-server/server/local-key.ts';
import type { ServerInfo } from '../../dev-server/server/state-folder.ts';
import { PlainError } from '../../plain-error.ts';
import { placeOf } from '../tenant-file/place.ts';
import { awsConfig } from './aws.ts';
import { readOutputs } from './outputs.ts';

/** What change events pass, and how it is reached. */
export interface EventsAccess {
  changesFunctionName: string;
  /** Undefined where the tenant has no webhooks. */
  webhooksFunctionName?: string | undefined;
  deadLettersUrl: string;
  streams: DynamoDBStreamsClient;
  sqs: SQSClient;
}

/** On this machine. */
export function localEvents(server: ServerInfo): EventsAccess {
  const { region, dynamodbEndpoint, servicesEndpoint, functions, eventDeadLettersUrl, key, dynamodbKey } = server;
  return {
    changesFunctionName: functions['changes'] ?? '',
    webhooksFunctionName: functions['webhooks'],
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

/** In AWS. Throws PlainError where the stack of the events is an older one. */
export async function deployedEvents(tenant: string): Promise<EventsAccess> {
  const stack = `scim-${tenant}-events`;
  const config = awsConfig(placeOf(tenant).region);
  const outputs = await readOutputs(new CloudFormationClient(config), stack);
  const output = (name: string): string => {
    const value = outputs.get(name);
    if (value !== undefined) return value;
    throw new PlainError(`the stack ${stack} has no output ${name}: deploy this version of the project`);
  };
  return {
    changesFunctionName: output('ChangesFunctionName'),
    webhooksFunctionName: outputs.get('WebhooksFunctionName'),
    deadLettersUrl: output('EventDeadLettersUrl'),
    streams: new DynamoDBStreamsClient(config),
    sqs: new SQSClient(config),
  };
}
