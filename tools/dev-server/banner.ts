import path from 'node:path';
import type { DevServer } from './server/host.ts';
import type { Options } from './server/options.ts';
import { CONTROL_PATH } from '../hard-dynamodb/control-api.ts';

/** Below this a clock counts as right. */
const SECOND_MS = 1_000;

/** What the terminal shows once the server is ready, in 80 columns: a token has a line of its own, and the setup page comes first. */
export function banner({ tenant, memory, hard, token: given }: Options, server: Omit<DevServer, 'stop'>): string {
  const { url, tokenUrl, directoryUrl, token, directoryToken, setupPage, folder, dynamodbEndpoint } = server;
  const kept = path.relative(process.cwd(), folder);
  const local = kept.startsWith('..') ? folder : kept;
  const known = given === undefined ? `  export SCIM_TOKEN="$(cat ${path.join(local, 'token')})"\n` : '';
  return `
Tenant ${tenant} is running on this machine${memory ? ', in memory' : ''}. Ctrl-C ends it.
${clockLine(server.ahead)}
Setup page:
  ${setupPage}
Tenant URL:      ${url}
OAuth endpoint:  ${tokenUrl}
Directory:       ${directoryUrl}
Secret token:
  ${token}
Directory token:
  ${directoryToken}

Try it in another terminal:
${known}  echo "Authorization: Bearer $SCIM_TOKEN" |
    curl -H @- ${url}/Users
  npm run scim -- conformance --url ${url}
${hard ? `\nDynamoDB is as hard as on AWS; its controls are at ${dynamodbEndpoint}${CONTROL_PATH}\n` : ''}
In ${local}:
  functions.log  what the functions log
  events.log     a line for each change in the directory
  server.json    the key for programs on this machine
`;
}

/** A clock that is ahead is told: everything that the directory says about times goes by it. */
function clockLine(ahead: number): string {
  if (ahead < SECOND_MS) return '';
  const now = new Date(Date.now() + ahead).toISOString().replace(/\.\d+/, '');
  return `Its clock is ahead: ${now} ("npm run scim -- clock" moves it).\n`;
}
