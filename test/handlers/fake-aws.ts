import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A tenant as it is deployed: its stacks, its queue and the mapping of its stream. */
export interface FakeTenant {
  readonly name: string;
  readonly tableName: string;
  /** ISO 8601. */
  readonly createdAt: string;
  deadLetters: number;
  state: string;
  lastResult: string;
}

/** What stands in for CloudFormation, Lambda and SQS where somebody only asks how things are. */
export interface FakeAws {
  readonly endpoint: string;
  readonly tenants: FakeTenant[];
  /** Names of tenants whose queue does not answer. */
  readonly broken: Set<string>;
  readonly stop: () => Promise<void>;
}

const pair = (kind: string, names: readonly [string, string], values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([key, value]) => `<member><${names[0]}>${key}</${names[0]}><${names[1]}>${value}</${names[1]}></member>`)
    .join('')
    .replace(/^(.*)$/, `<${kind}>$1</${kind}>`);

export async function startFakeAws(): Promise<FakeAws> {
  const server = createServer((request, response) => {
    void answer(request).then(({ status = 200, type, body }) =>
      response.writeHead(status, { 'Content-Type': type }).end(body),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fake: FakeAws = {
    endpoint,
    tenants: [],
    broken: new Set(),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  const stack = ({ name, tableName, createdAt }: FakeTenant): string =>
    `<member><StackName>scim-${name}-jobs</StackName><CreationTime>${createdAt}</CreationTime>` +
    `<StackStatus>UPDATE_COMPLETE</StackStatus>` +
    pair('Tags', ['Key', 'Value'], { application: 'serverless-scim', tenant: name }) +
    pair('Outputs', ['OutputKey', 'OutputValue'], {
      JobsTableName: tableName,
      JobDeadLettersUrl: `${endpoint}/000000000000/${name}`,
    }) +
    '</member>';
  const OTHER = `<member><StackName>of-somebody-else</StackName><StackStatus>CREATE_COMPLETE</StackStatus></member>`;

  async function answer(request: IncomingMessage): Promise<{ status?: number; type: string; body: string }> {
    if (request.url?.startsWith('/2015-03-31/event-source-mappings')) {
      const EventSourceMappings = fake.tenants.map(({ tableName, state, lastResult }) => ({
        EventSourceArn: `arn:aws:dynamodb:eu-central-1:000000000000:table/${tableName}/stream/2026`,
        State: state,
        LastProcessingResult: lastResult,
      }));
      return { type: 'application/json', body: JSON.stringify({ EventSourceMappings }) };
    }
    if (request.headers['x-amz-target'] === 'AmazonSQS.GetQueueAttributes') {
      const { QueueUrl } = (await json(request)) as { QueueUrl: string };
      const tenant = fake.tenants.find(({ name }) => QueueUrl.endsWith(`/${name}`));
      const type = 'application/x-amz-json-1.0';
      if (!tenant || fake.broken.has(tenant.name))
        return { status: 400, type, body: JSON.stringify({ __type: 'AccessDenied', message: 'no such queue' }) };
      const Attributes = { ApproximateNumberOfMessages: String(tenant.deadLetters) };
      return { type, body: JSON.stringify({ Attributes }) };
    }
    const stacks = [OTHER, ...fake.tenants.map(stack)].join('');
    const body = `<DescribeStacksResponse><DescribeStacksResult><Stacks>${stacks}</Stacks></DescribeStacksResult></DescribeStacksResponse>`;
    return { type: 'text/xml', body };
  }
  return fake;
}
