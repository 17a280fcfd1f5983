import { isRecord } from '../../json.ts';
import { PlainError } from '../../plain-error.ts';
import type { Stack, TemplateResource } from './assembly.ts';
import { ACCOUNT, REGION } from './aws-account.ts';

/** What CloudFormation's pseudo parameters are here. */
const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::Region': REGION,
  'AWS::URLSuffix': 'amazonaws.com',
};

/**
 * The property that names a resource, by type; without it the name is made of stack and logical id.
 */
const NAME_PROPERTY: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::Stage': 'StageName',
  'AWS::Events::EventBus': 'Name',
};

const arn = (service: string, resource: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;

/** What Fn::GetAtt gives, by type and attribute, from the resource's physical name. */
const ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, (name: string) => string>>>> = {
  'AWS::ApiGateway::RestApi': { RootResourceId: (name) => `${name}-root` },
  'AWS::DynamoDB::GlobalTable': {
    Arn: (name) => arn('dynamodb', `table/${name}`),
    StreamArn: (name) => arn('dynamodb', `table/${name}/stream/local`),
  },
  'AWS::Events::EventBus': { Arn: (name) => arn('events', `event-bus/${name}`) },
  'AWS::IAM::Role': { Arn: (name) => `arn:aws:iam::${ACCOUNT}:role/${name}` },
  'AWS::Lambda::Version': { Version: () => VERSION },
  'AWS::Lambda::Function': { Arn: (name) => arn('lambda', `function:${name}`) },
  'AWS::Logs::LogGroup': { Arn: (name) => arn('logs', `log-group:${name}:*`) },
  'AWS::SQS::Queue': { Arn: (name) => arn('sqs', name) },
};

/** The version that every function has here. */
const VERSION = '1';

/** What Ref gives for these is the ARN of the function, with this behind it. */
const QUALIFIERS: Readonly<Record<string, (properties: TemplateResource['Properties']) => string>> = {
  'AWS::Lambda::Alias': (properties) => String(properties?.['Name']),
  'AWS::Lambda::Version': () => VERSION,
};

/**
 * What Ref gives: a pseudo parameter, or the physical name of a resource. Throws PlainError for
 * what is neither.
 */
export function refer(stack: Stack, name: string): string {
  if (!name.startsWith('AWS::')) return physicalName(stack, name);
  const value = PSEUDO_PARAMETERS[name];
  if (value === undefined) {
    throw new PlainError(
      `stack ${stack.name}: the dev server does not know the pseudo parameter "${name}" ` +
        `(known: ${Object.keys(PSEUDO_PARAMETERS).join(', ')}): add it to tools/dev-server/template/references.ts`,
    );
  }
  return value;
}

/** The physical name (what Ref gives) of a resource. */
export function physicalName(stack: Stack, id: string): string {
  const { Type, Properties } = find(stack, id);
  const qualifier = QUALIFIERS[Type]?.(Properties);
  if (qualifier !== undefined) return `${qualifiedFunction(stack, Properties?.['FunctionName'])}:${qualifier}`;
  const given = Properties?.[NAME_PROPERTY[Type] ?? ''];
  return typeof given === 'string' ? given : `${stack.name}-${id}`.slice(0, 64);
}

function qualifiedFunction(stack: Stack, named: unknown): string {
  const id = isRecord(named) ? named['Ref'] : undefined;
  if (typeof id === 'string') return attributeOf(stack, id, 'Arn');
  throw new PlainError(
    `stack ${stack.name}: the alias or version of ${JSON.stringify(named)} is not one of a function of the same stack: ` +
      'name it by Ref, or add more to tools/dev-server/template/references.ts',
  );
}

/** What Fn::GetAtt gives. Throws PlainError for an attribute that is not modelled here. */
export function attributeOf(stack: Stack, id: string, attribute: string): string {
  const { Type } = find(stack, id);
  const read = ATTRIBUTES[Type]?.[attribute];
  if (read === undefined) {
    throw new PlainError(
      `stack ${stack.name}: the dev server cannot give Fn::GetAtt ${id}.${attribute} (${Type}): ` +
        'add the attribute to tools/dev-server/template/references.ts',
    );
  }
  return read(physicalName(stack, id));
}

function find(stack: Stack, id: string): TemplateResource {
  const resource = stack.resources[id];
  if (resource === undefined) {
    throw new PlainError(
      `stack ${stack.name}: there is no resource "${id}" that its template refers to; parameters have no value here`,
    );
  }
  return resource;
}
