import path from 'node:path';
import { CONTROL_PATH } from '../hard-dynamodb/control-api.ts';
import { PlainError } from '../plain-error.ts';
import { startDevServer } from './server/dev-server.ts';
import type { DevServer } from './server/dev-server.ts';
import { readOptions } from './server/options.ts';

// Lambda's clock is UTC. Must be set before the worker threads start.
process.env['TZ'] = 'UTC';

const report = (message: string): void => console.error(`${new Date().toTimeString().slice(0, 8)} ${message}`);
const fail = (error: unknown): never => {
  console.error(error instanceof PlainError ? error.message : error);
  process.exit(1);
};

let starting: Promise<DevServer> | undefined;
let stopping = false;

/**
 * Ctrl-C, also while still starting. A second one does not wait: DynamoDB Local ends with this
 * process anyway.
 */
async function stop(): Promise<void> {
  if (stopping) process.exit(1);
  stopping = true;
  const server = await starting?.catch(() => undefined);
  await server?.stop();
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());

try {
  const options = readOptions(process.argv.slice(2), process.env);
  starting = startDevServer(options, { project: process.cwd(), report });
  const server = await starting;
  const { url, token, tokenUrl, directoryUrl, directoryToken, setupLink, logFile, eventsFile } = server;
  console.log(`
Tenant ${options.tenant} is running on this machine${options.memory ? ', in memory' : ''}. Ctrl-C ends it.

Tenant URL:      ${url}
Secret token:    ${token}
OAuth endpoint:  ${tokenUrl}
Directory:       ${directoryUrl}
Directory token: ${directoryToken}
Setup page:      ${setupLink}

Try it:
  curl -H 'Authorization: Bearer ${token}' ${url}/Users
  curl -H 'Authorization: Bearer ${directoryToken}' ${directoryUrl}/users.csv
  SCIM_TOKEN=${token} npm run scim -- conformance --url ${url}

The functions write their logs to ${logFile}
What is for programs on this machine demands the key in ${path.join(path.dirname(logFile), 'server.json')}
What changes in the directory becomes a line in ${eventsFile}
`);
  if (options.hard)
    console.log(`DynamoDB is as hard as on AWS; its controls are at ${server.dynamodbEndpoint}${CONTROL_PATH}\n`);
} catch (error) {
  if (!stopping) fail(error);
}
