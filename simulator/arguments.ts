import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { AUTH_DEFAULTS } from './client/auth-arguments.ts';
import { inLines } from './cycles/in-lines.ts';
import type { RunOptions } from './cycles/run-cycles.ts';
import type { Dialect } from './dialect/dialect.ts';
import { MODES, type Mode } from './misbehave/modes.ts';

const WIDTH = 80;

/** The modes, in lines that fit. */
const MODE_LINES = inLines(
  MODES.map(({ name }) => name),
  WIDTH - 23,
).join(`\n${' '.repeat(23)}`);

export const USAGE = `usage: SCIM_TOKEN=<secret token> npm run entra -- \\
         --url http://127.0.0.1:8787/scim/v2
  --users <n>          people in the generated company (200)
  --dialect <name>     classic, flagged or both (both)
  --seed <text>        the same seed gives the same company (1)
  --domain <name>      domain of the account names (a new one for every run)
  --concurrency <n>    requests in flight at a time (4)
  --fixtures           also replay the documented request bodies
  --misbehave <mode>   instead: provision wrongly, to see what
                       "npm run scim -- doctor" says; moves the clock of the
                       local server. Given several times, all of it happens, in
                       this order. Modes:
                       ${MODE_LINES}
  --auth <mode>        bearer, client-credentials, federation or entra-token
                       (bearer); docs/authentication.md has examples
     client-credentials  --client-id <id> --sent header, body or both (both)
     federation          --client-id <id> --audience <text> --subject <id>
                         --entra-tenant <id> --issuer-port <port>
     entra-token         --entra-tenant <id> --issuer-port <port>
     The token endpoint is the one beside the Tenant URL; --token-url names
     another. For the last two the simulator signs as Microsoft would, with keys
     that it serves at http://127.0.0.1:8790/keys.
Secrets come from SCIM_TOKEN and SCIM_CLIENT_SECRET, or from --token-file and
--client-secret-file ("-" is standard input). --token and --client-secret take
them too, but every user of the machine can read those.`;

/** What the command line of `npm run entra` asks for. */
export interface Arguments extends Pick<RunOptions, 'url' | 'users' | 'seed' | 'concurrency'> {
  dialects: readonly Dialect['name'][];
  domain: string;
  fixtures: boolean;
  /** In the order in which they are played; provisioning is right where there is none. */
  modes: readonly Mode[];
  /** How to sign in, still to be read. */
  values: Record<string, string | undefined>;
}

/** A command line that cannot be understood; the message says what is allowed. */
export class UsageError extends Error {}

const text = { type: 'string' } as const;
const OPTIONS = {
  url: text,
  token: text,
  'token-file': text,
  users: text,
  dialect: text,
  seed: text,
  domain: text,
  concurrency: text,
  misbehave: { type: 'string', multiple: true },
  'client-id': text,
  'client-secret': text,
  'client-secret-file': text,
  'token-url': text,
  fixtures: { type: 'boolean' },
} as const;

function positive(name: string, value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw new UsageError(`--${name} is "${value}"; a whole number above 0 is allowed`);
}

function readUrl(url: string | undefined): string {
  if (url === undefined) throw new UsageError('--url is missing: the Tenant URL that "npm start" prints');
  if (URL.canParse(url) && /^https?:/.test(url)) return url;
  throw new UsageError(`--url is "${url}"; a URL such as http://127.0.0.1:8787/scim/v2 is allowed`);
}

function readDialects(name: string): readonly Dialect['name'][] {
  if (name === 'both') return ['classic', 'flagged'];
  if (name === 'classic' || name === 'flagged') return [name];
  throw new UsageError(`--dialect is "${name}"; classic, flagged or both is allowed`);
}

function readMode(wanted: string): Mode {
  const mode = MODES.find(({ name }) => name === wanted);
  if (mode) return mode;
  throw new UsageError(`--misbehave is "${wanted}"; allowed: ${MODES.map(({ name }) => name).join(', ')}`);
}

function parse(args: string[]) {
  // One option for each way to sign in that has a default.
  const signIn = Object.fromEntries(Object.keys(AUTH_DEFAULTS).map((name) => [name, text]));
  try {
    return parseArgs({ args, options: { ...signIn, ...OPTIONS } }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** Reads the words behind `npm run entra --`. Throws UsageError. */
export function readArguments(args: readonly string[]): Arguments {
  const { fixtures = false, misbehave = [], ...values } = parse([...args]);
  return {
    url: readUrl(values.url),
    values,
    users: positive('users', values.users ?? '200'),
    concurrency: positive('concurrency', values.concurrency ?? '4'),
    seed: values.seed ?? '1',
    dialects: readDialects(values.dialect ?? 'both'),
    domain: values.domain ?? `run-${randomBytes(4).toString('hex')}.example`,
    fixtures,
    modes: misbehave.map(readMode),
  };
}
