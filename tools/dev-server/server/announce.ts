import { DIRECTORY_BASE, SCIM_BASE, TOKEN_PATH } from '../../../lambdas/http/paths.ts';
import { REGION } from '../template/aws-account.ts';
import { writeServerInfo, type ServerInfo } from './state-folder.ts';

/** Where the running server is reached. */
export interface Addresses {
  /** The Tenant URL. */
  url: string;
  /** Where clients get access tokens. */
  tokenUrl: string;
  /** Where the product reads. */
  directoryUrl: string;
}

/**
 * Tells the command-line tool, through the state folder, what runs where; returns the addresses.
 * `outputs` are those of the stacks.
 */
export function announce(
  folder: string,
  server: Pick<ServerInfo, 'tenant' | 'port' | 'dynamodbEndpoint' | 'servicesEndpoint' | 'key' | 'dynamodbKey'>,
  outputs: Readonly<Record<string, string>>,
): Addresses {
  const { TableName = '', EventBusName = '', EventDeadLettersUrl = '' } = outputs;
  const origin = `http://127.0.0.1:${server.port}`;
  const url = `${origin}${SCIM_BASE}`;
  writeServerInfo(folder, {
    ...server,
    pid: process.pid,
    url,
    region: REGION,
    tableName: TableName,
    functions: functionNames(outputs),
    eventBusName: EventBusName,
    eventDeadLettersUrl: EventDeadLettersUrl,
  });
  return {
    url,
    tokenUrl: `${origin}${TOKEN_PATH}`,
    directoryUrl: `${origin}${DIRECTORY_BASE}`,
  };
}

/** `{ PurgeFunctionName: "x" }` as `{ purge: "x" }`. */
function functionNames(outputs: Readonly<Record<string, string>>): Record<string, string> {
  const suffix = 'FunctionName';
  return Object.fromEntries(
    Object.entries(outputs)
      .filter(([name]) => name.endsWith(suffix))
      .map(([name, value]) => [name.slice(0, -suffix.length).toLowerCase(), value]),
  );
}
