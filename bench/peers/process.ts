import { fork } from 'node:child_process';
import { once } from 'node:events';
import { PlainError } from '../../tools/plain-error.ts';
import { isRecord } from '../../tools/json.ts';
import { CREDENTIALS, REGION } from '../../tools/dev-server/template/aws-account.ts';
import { askAt, type Ask } from './ask.ts';

/** A program that listens, and its environment. */
export interface Program {
  readonly name: string;
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A DynamoDB, and who it is asked by: DynamoDB Local has a database of its own for each access key. */
export interface Database {
  readonly endpoint: string;
  readonly key: string;
}

/** A contender's process, which listens. */
export interface Running {
  readonly ask: Ask;
  /** Where its SCIM begins, behind the host. */
  readonly base: string;
  /** What the process has used of the processor so far, user and system, in µs. */
  readonly cpu: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

const KEPT_OUTPUT = 2_000;

/** What an AWS SDK in a process needs to find a database. */
const awsVariables = ({ endpoint, key }: Database): Record<string, string> => ({
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  AWS_REGION: REGION,
  AWS_ACCESS_KEY_ID: key,
  AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
});

/**
 * Starts a contender on a database; what it logs goes nowhere, though it is written.
 * @throws PlainError where it ends before it listens
 */
export async function run({ name, file, env }: Program, database: Database): Promise<Running> {
  const child = fork(file, [], {
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', TZ: 'UTC', ...awsVariables(database), ...env },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let output = '';
  child.stderr?.on('data', (chunk) => (output = (output + String(chunk)).slice(-KEPT_OUTPUT)));
  const ended = once(child, 'exit');
  const tell = async (): Promise<Readonly<Record<string, unknown>>> => {
    const first = Promise.race([once(child, 'message'), ended]);
    const message = await first.then(([one]: unknown[]) => one);
    if (isRecord(message)) return message;
    throw new PlainError(`${name} ended: ${output.trim() || 'it printed nothing'}`);
  };
  const { port, base, token } = await tell();
  const path = String(base);
  return {
    ask: askAt(`http://127.0.0.1:${String(port)}${path}`, String(token)),
    base: path,
    cpu: async () => {
      const answer = tell();
      child.send('cpu');
      return Number((await answer)['cpu']);
    },
    stop: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
