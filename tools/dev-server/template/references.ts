import { PlainError } from '../../plain-error.ts';
import type { Stack, TemplateResource } from './assembly.ts';
import { ACCOUNT, REGION } from '../aws-account.ts';

/** What CloudFormation's pseudo parameters are here. AWS::NoValue is undefined, so the property goes away. */
export const PSEUDO_PARAMETERS: Record<string, string | string[] | undefined> = {
  'AWS::AccountId': ACCOUNT,
  'AWS::NoValue': undefined,
  'AWS::NotificationARNs': [],
  'AWS::Partition': 'aws',
  'AWS::Region': REGION,
  'AWS::URLSuffix': 'amazonaws.com',
};

/** The property that names a resource, by type; without it the name is made of stack and logical id. */
const NAME_PROPERTY: Record<string, string> = {
  'AWS::ApiGateway::Stage': 'StageName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Events::EventBus': 'Name',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::SQS::Queue': 'QueueName',
};

const arn = (service: string, resource: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;

/** What Fn::GetAtt gives, by type and attribute, from the resource's physical name. */
const ATTRIBUTES: Record<string, Record<string, (name: string) => string>> = {
  'AWS::ApiGateway::RestApi': { RootResourceId: (name) => `${name}-root`, RestApiId: (name) => name },
  'AWS::DynamoDB::GlobalTable': tableAttributes(),
  'AWS::DynamoDB::Table': tableAttributes(),
  'AWS::Events::EventBus': { Arn: (name) => arn('events', `event-bus/${name}`) },
  'AWS::IAM::Role': { Arn: (name) => `arn:aws:iam::${ACCOUNT}:role/${name}` },
  'AWS::Lambda::Function': { Arn: (name) => arn('lambda', `function:${name}`) },
  'AWS::Logs::LogGroup': { Arn: (name) => arn('logs', `log-group:${name}:*`) },
  'AWS::SQS::Queue': { Arn: (name) => arn('sqs', name), QueueName: (name) => name },
};

function tableAttributes(): Record<string, (name: string) => string> {
  return {
    Arn: (name) => arn('dynamodb', `table/${name}`),
    StreamArn: (name) => arn('dynamodb', `table/${name}/stream/local`),
  };
}

/** The physical name (what Ref gives) of a resource. */
export function physicalName(stack: Stack, id: string): string {
  const { Type, Properties } = find(stack, id);
  const given = Properties?.[NAME_PROPERTY[Type] ?? ''];
  return typeof given === 'string' ? given : `${stack.name}-${id}`.slice(0, 64);
}

/** What Fn::GetAtt gives. Throws PlainError for an attribute that is not modelled here. */
export function attributeOf(stack: Stack, id: string, attribute: string): string {
  const { Type } = find(stack, id);
  const read = ATTRIBUTES[Type]?.[attribute];
  if (read === undefined) {
    throw new PlainError(
      `stack ${stack.name}: the dev server cannot give Fn::GetAtt ${id}.${attribute} (${Type}): ` +
        'add the attribute to tools/dev-server/references.ts',
    );
  }
  return read(physicalName(stack, id));
}

function find(stack: Stack, id: string): TemplateResource {
  const resource = stack.resources[id];
  if (resource === undefined) {
    throw new PlainError(`stack ${stack.name}: there is no resource "${id}" that its template refers to`);
  }
  return resource;
}
