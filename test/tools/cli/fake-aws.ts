import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A stack as it stands in the stand-in for CloudFormation. */
interface FakeStack {
  status?: string;
  protected?: boolean;
  outputs?: Record<string, string>;
  resources?: { type: string; id: string; logicalId?: string; status?: string }[];
  /** Why it cannot be deleted. */
  stuck?: string;
}

/** A table as it stands in the stand-in for DynamoDB. */
interface FakeTable {
  protected: boolean;
  recovery: boolean;
  backups: { name: string; type: 'USER' | 'SYSTEM' | 'AWS_BACKUP' }[];
}

/** A line as it stands in a log group. */
export interface FakeLine {
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  text: string;
}

export interface FakeWorld {
  stacks: Record<string, FakeStack>;
  tables?: Record<string, FakeTable>;
  /** By the names of their log groups. */
  logs?: Record<string, FakeLine[]>;
}

export interface FakeAws {
  /** What was called, in order, as in `DeleteStack scim-acme-api`. */
  readonly calls: string[];
  /** What the SDK has to have in its environment to find it. */
  readonly env: Record<string, string>;
  readonly stop: () => void;
}

type Input = Readonly<Record<string, string>>;
type Answer = { status: number; body: string };

/** Stands in for the parts of AWS that nothing local can be, with these stacks and tables. It changes `world`. */
export async function startFakeAws(world: FakeWorld): Promise<FakeAws> {
  const calls: string[] = [];
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const target = request.headers['x-amz-target'];
    const { status, body: answered } =
      target === undefined
        ? answerQuery(world, calls, Object.fromEntries(new URLSearchParams(body)))
        : answerJson(world, calls, String(target).split('.').at(-1) ?? '', JSON.parse(body) as Input);
    response.writeHead(status, { 'Content-Type': target === undefined ? 'text/xml' : 'application/x-amz-json-1.0' });
    response.end(answered);
  };
  const server = createServer((request, response) => void respond(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    calls,
    env: {
      AWS_ENDPOINT_URL: url,
      // Where the database of a test is, otherwise.
      AWS_ENDPOINT_URL_DYNAMODB: url,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
    },
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const idOf = (name: string): string => `arn:aws:cloudformation:eu-west-1:1:stack/${name}/1`;

/** Values as the query protocol writes them. */
function xml(value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => `<member>${xml(one)}</member>`).join('');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, one]) => (one === undefined ? '' : `<${key}>${xml(one)}</${key}>`))
    .join('');
}

const refused = (message: string): Answer => ({
  status: 400,
  body: `<ErrorResponse><Error><Code>ValidationError</Code><Message>${message}</Message></Error></ErrorResponse>`,
});

function answerQuery(world: FakeWorld, calls: string[], { Action = '', ...input }: Input): Answer {
  const given = input['StackName'];
  const name = given?.startsWith('arn:') ? given.split('/')[1] : given;
  calls.push(name === undefined ? Action : `${Action} ${name}`);
  const stack = name === undefined ? undefined : world.stacks[name];
  // A stack that is deleted is known by its id only.
  if (name !== undefined && (!stack || (stack.status === 'DELETE_COMPLETE' && given === name)))
    return refused(`Stack with id ${name} does not exist`);
  const answer = (result: object): Answer => ({
    status: 200,
    body: `<${Action}Response><${Action}Result>${xml(result)}</${Action}Result></${Action}Response>`,
  });
  switch (Action) {
    case 'DescribeStacks': {
      const shown = stack ? [[name, stack] as const] : Object.entries(world.stacks);
      return answer({ Stacks: shown.map(([one = '', each]) => describe(one, each)) });
    }
    case 'UpdateTerminationProtection':
      if (stack) stack.protected = input['EnableTerminationProtection'] === 'true';
      return answer({ StackId: given });
    case 'DeleteStack':
      if (stack?.protected) return refused(`Stack [${name}] cannot be deleted while TerminationProtection is enabled`);
      if (stack) stack.status = stack.stuck === undefined ? 'DELETE_COMPLETE' : 'DELETE_FAILED';
      return answer({});
    case 'ListStackResources':
      return answer({
        StackResourceSummaries: (stack?.resources ?? []).map(({ type, id, logicalId, status = 'CREATE_COMPLETE' }) => ({
          LogicalResourceId: logicalId ?? type,
          PhysicalResourceId: id,
          ResourceType: type,
          ResourceStatus: status,
          LastUpdatedTimestamp: '2026-11-01T00:00:00Z',
        })),
      });
    case 'DescribeStackEvents': {
      const reason = {
        LogicalResourceId: 'Bus',
        ResourceType: 'AWS::Events::EventBus',
        ResourceStatusReason: stack?.stuck,
      };
      return answer({ StackEvents: [{ ...reason, ResourceStatus: 'DELETE_FAILED', StackName: name }] });
    }
    default:
      return refused(`nobody stands in for ${Action}`);
  }
}

const describe = (name: string, { status = 'UPDATE_COMPLETE', outputs = {}, ...stack }: FakeStack) => ({
  StackName: name,
  StackId: idOf(name),
  StackStatus: status,
  CreationTime: '2026-10-01T00:00:00Z',
  LastUpdatedTime: '2026-11-01T00:00:00Z',
  EnableTerminationProtection: stack.protected === true,
  Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
});

/** What CloudWatch makes of the patterns that are sent here: `?a ?"b"`, and one of a field of JSON. */
function fits(text: string, pattern: string | undefined): boolean {
  if (pattern === undefined) return true;
  if (pattern.startsWith('{')) return /"status":"5/.test(text);
  return [...pattern.matchAll(/\?(?:"([^"]+)"|(\S+))/g)].some(([, quoted, word]) =>
    text.includes(quoted ?? word ?? ''),
  );
}

function answerJson({ tables = {}, logs = {} }: FakeWorld, calls: string[], operation: string, input: Input): Answer {
  const name = input['TableName'] ?? input['BackupArn']?.split('/')[1] ?? '';
  calls.push(`${operation} ${name}`.trim());
  const ok = (result: object): Answer => ({ status: 200, body: JSON.stringify(result) });
  const table = tables[name];
  const missing = (): Answer => ({
    status: 400,
    body: JSON.stringify({ __type: 'com.amazonaws#ResourceNotFoundException', message: `no table ${name}` }),
  });
  switch (operation) {
    case 'FilterLogEvents': {
      const { logGroupName = '', filterPattern, startTime = '0' } = input;
      const lines = (logs[logGroupName] ?? []).filter(
        ({ at, text }) => at >= Number(startTime) && fits(text, filterPattern),
      );
      const events = lines.map(({ id, at, text }) => ({ eventId: id, timestamp: at, message: text }));
      return ok({ events });
    }
    case 'ListTables':
      return ok({ TableNames: Object.keys(tables) });
    case 'DescribeTable':
      return table ? ok({ Table: { TableName: name, TableStatus: 'ACTIVE' } }) : missing();
    case 'ListBackups':
      return ok({
        BackupSummaries: (table?.backups ?? []).map((backup) => ({
          BackupName: backup.name,
          BackupType: backup.type,
          BackupArn: `arn:aws:dynamodb:eu-west-1:1:table/${name}/backup/${backup.name}`,
        })),
      });
    case 'UpdateContinuousBackups':
      if (table) table.recovery = false;
      return ok({});
    case 'UpdateTable':
      if (table) table.protected = false;
      return ok({});
    case 'DeleteBackup': {
      const backup = input['BackupArn']?.split('/').at(-1);
      if (table) table.backups = table.backups.filter((one) => one.name !== backup);
      return ok({});
    }
    case 'DeleteTable':
      if (!table || table.protected || table.recovery) return missing();
      delete tables[name];
      return ok({});
    default:
      return missing();
  }
}
