import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

const member = (key: string, value: string): string =>
  `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`;

/** Stands in for CloudFormation, which nothing local can be: knows the outputs of some stacks by their names. */
export function startFakeCloudFormation(stacks: Record<string, Record<string, string>>): Server {
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const name = new URLSearchParams(await text(request)).get('StackName') ?? '';
    const outputs = stacks[name];
    response.writeHead(outputs === undefined ? 400 : 200, { 'Content-Type': 'text/xml' });
    response.end(outputs === undefined ? notFound(name) : description(name, outputs));
  };
  return createServer((request, response) => void respond(request, response)).listen(0, '127.0.0.1');
}

function notFound(name: string): string {
  const message = `Stack with id ${name} does not exist`;
  return `<ErrorResponse><Error><Code>ValidationError</Code><Message>${message}</Message></Error></ErrorResponse>`;
}

function description(name: string, outputs: Record<string, string>): string {
  const members = Object.entries(outputs).map(([key, value]) => member(key, value));
  return (
    `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>${name}</StackName>` +
    `<Outputs>${members.join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`
  );
}
