import { Command, InvalidArgumentError } from 'commander';
import { toTime } from '../../to-time.ts';
import { PlainError } from '../../plain-error.ts';

/** How the dev server is to run. */
export interface Options {
  port: number;
  tenant: string;
  memory: boolean;
  watch: boolean;
  throttle: boolean;
  /** Whether DynamoDB is as hard as on AWS. */
  hard?: boolean;
  /** How many functions die in the middle of their work, a minute. */
  kills?: number;
  /** Where the time starts, ISO 8601. */
  clock?: string;
  token?: string;
  dynamodbEndpoint?: string;
}

/**
 * Reads the command line and the environment. Ends the process for --help and for what it does not
 * understand.
 */
export function readOptions(argv: readonly string[], env: NodeJS.ProcessEnv): Options {
  const command = new Command('dev-server')
    .description('Runs a tenant on this machine: exactly what "cdk deploy" would ship, with DynamoDB Local.')
    .option('--port <number>', 'port on 127.0.0.1; 0 takes a free one', toPort, 8787)
    .option('--tenant <name>', 'which file in tenants/', 'demo')
    .option('--memory', 'keep nothing: start with an empty table', false)
    .option('--watch', 'rebuild and reload when a source file changes', false)
    .option('--no-throttle', "leave out the stage's request limits (for load tests)")
    .option('--hard', 'DynamoDB as hard as on AWS: conflicts, limits of partitions, trailing indexes, faults', false)
    .option('--kills <number>', 'functions that die in the middle of their work, a minute', toKills)
    .option('--clock <time>', 'start at this time, as in 2027-01-01T00:00:00Z; "scim clock" moves it on', toTime)
    .addHelpText('after', ENVIRONMENT_HELP)
    .allowExcessArguments(false)
    .parse(argv, { from: 'user' });
  const { SCIM_TOKEN: token, DYNAMODB_ENDPOINT: endpoint } = env;
  return {
    ...command.opts<Omit<Options, 'token' | 'dynamodbEndpoint'>>(),
    ...(token && { token }),
    ...(endpoint && { dynamodbEndpoint: toEndpoint(endpoint) }),
  };
}

const ENVIRONMENT_HELP = `
Environment:
  SCIM_TOKEN          the secret token to use instead of a generated one
  DYNAMODB_ENDPOINT   a DynamoDB Local that already runs, as in http://127.0.0.1:8000
  SCIM_LOCAL_DIR      where data and token are kept (default: .local)
  JAVA_HOME           the Java to use, 17 or newer (default: java from the PATH)`;

function toKills(text: string): number {
  const number = Number(text);
  if (!(number > 0 && number <= 600)) throw new InvalidArgumentError('a number above 0, at most 600, is allowed.');
  return number;
}

function toPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('a port is a number from 0 to 65535.');
  return port;
}

function toEndpoint(text: string): string {
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new PlainError(`DYNAMODB_ENDPOINT is "${text}": it must be a URL such as http://127.0.0.1:8000`);
  }
  return url.origin;
}
