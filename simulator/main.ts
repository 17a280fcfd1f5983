import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { AuthUsageError, readSignIn, type SignIn } from './client/auth-arguments.ts';
import type { Dialect } from './dialect/dialect.ts';
import { misbehave } from './misbehave/over-http.ts';
import { MODES, type Mode } from './misbehave/modes.ts';
import { formatCycles, formatRefusal, formatRefusals } from './cycles/report.ts';
import { runCycles, type RunOptions } from './cycles/run-cycles.ts';
import { runFixtures } from './fixtures/run-fixtures.ts';
import { readToken } from './client/sign-in.ts';

const USAGE = `usage: npm run entra -- --url http://127.0.0.1:8787/scim/v2 --token <secret token>
  --users <n>          people in the generated company (200)
  --dialect <name>     classic, flagged or both (both)
  --seed <text>        the same seed gives the same company (1)
  --domain <name>      domain of the account names (a new one for every run)
  --concurrency <n>    requests in flight at a time (4)
  --fixtures           also replay the documented request bodies
  --misbehave <mode>   instead: provision wrongly, to see what "npm run scim -- doctor" says; moves the clock of the local server. Modes:
                       ${MODES.map(({ name }) => name).join(', ')}
  --auth <mode>        bearer, client-credentials, federation or entra-token (bearer); docs/authentication.md has an example of each
     client-credentials  --client-id <id> --client-secret <secret> --sent header, body or both (both)
     federation          --client-id <id> --audience <text> --subject <id> --entra-tenant <id> --issuer-port <port>
     entra-token         --entra-tenant <id> --issuer-port <port>
     The token endpoint is the one beside the Tenant URL; --token-url names another.
     For the last two the simulator signs as Microsoft would, with keys that it serves at http://127.0.0.1:8790/keys.
Secrets may also be given as SCIM_TOKEN and SCIM_CLIENT_SECRET.`;

const MAX_SHOWN = 10;

interface Arguments extends Pick<RunOptions, 'url' | 'users' | 'seed' | 'concurrency'> {
  dialects: readonly Dialect['name'][];
  domain: string;
  fixtures: boolean;
  mode?: Mode;
  /** How to sign in, still to be read. */
  values: Record<string, string | undefined>;
}

class UsageError extends Error {}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new UsageError(`--${name} is "${text}"; a whole number above 0 is allowed`);
}

function readUrl(text: string | undefined): string {
  if (text === undefined) throw new UsageError('--url is missing: the Tenant URL that "npm start" prints');
  if (URL.canParse(text) && /^https?:/.test(text)) return text;
  throw new UsageError(`--url is "${text}"; a URL such as http://127.0.0.1:8787/scim/v2 is allowed`);
}

function readDialects(text: string): readonly Dialect['name'][] {
  if (text === 'both') return ['classic', 'flagged'];
  if (text === 'classic' || text === 'flagged') return [text];
  throw new UsageError(`--dialect is "${text}"; classic, flagged or both is allowed`);
}

function parse(args: string[]): ReturnType<typeof parseArgs>['values'] {
  const text = { type: 'string' } as const;
  const options = {
    url: text,
    token: text,
    users: text,
    dialect: text,
    seed: text,
    domain: text,
    concurrency: text,
    misbehave: text,
    auth: text,
    'client-id': text,
    'client-secret': text,
    'token-url': text,
    sent: text,
    audience: text,
    subject: text,
    'entra-tenant': text,
    'issuer-port': text,
  };
  try {
    return parseArgs({ args, options: { ...options, fixtures: { type: 'boolean' } } }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function readArguments(args: string[]): Arguments {
  const values = parse(args) as Record<string, string | undefined> & { fixtures?: boolean };
  return {
    url: readUrl(values['url']),
    values,
    users: positive('users', values['users'] ?? '200'),
    concurrency: positive('concurrency', values['concurrency'] ?? '4'),
    seed: values['seed'] ?? '1',
    dialects: readDialects(values['dialect'] ?? 'both'),
    domain: values['domain'] ?? `run-${randomBytes(4).toString('hex')}.example`,
    fixtures: values.fixtures === true,
    ...readMode(values['misbehave']),
  };
}

function readMode(text: string | undefined): { mode?: Mode } {
  if (text === undefined) return {};
  const mode = MODES.find(({ name }) => name === text);
  if (mode) return { mode };
  throw new UsageError(`--misbehave is "${text}"; allowed: ${MODES.map(({ name }) => name).join(', ')}`);
}

async function checkReachable(url: string): Promise<void> {
  try {
    await fetch(url, { signal: AbortSignal.timeout(10_000) });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const code = (cause as NodeJS.ErrnoException).code ?? (cause as Error).message;
    throw new UsageError(`cannot reach ${url} (${code}); is the server running? "npm start" starts one`, {
      cause: error,
    });
  }
}

async function replayFixtures({ url }: Arguments, { token }: SignIn): Promise<boolean> {
  const { passed, failed } = await runFixtures(url, token);
  const names = new Set(failed.map(({ fixture }) => fixture));
  console.log(`\nfixtures: ${passed.length} passed, ${names.size} failed`);
  for (const { fixture, refusal } of failed.slice(0, MAX_SHOWN)) console.log(`"${fixture}"\n${formatRefusal(refusal)}`);
  return failed.length === 0;
}

async function run(args: Arguments, signIn: SignIn): Promise<boolean> {
  const { token } = signIn;
  if (args.mode) {
    console.log(await misbehave({ url: args.url, token: await readToken(token) }, args.mode));
    return true;
  }
  let good = true;
  for (const dialect of args.dialects) {
    const domain = `${dialect}.${args.domain}`;
    console.log(`\n${dialect} dialect, ${args.users} users @${domain}`);
    const { cycles, refused, needlessWrites } = await runCycles({ ...args, token, dialect, domain });
    console.log(formatCycles(cycles));
    if (refused.length > 0) console.log(`\nrefused answers:\n${formatRefusals(refused, MAX_SHOWN)}`);
    if (needlessWrites > 0) console.log(`\n${needlessWrites} writes were sent although nothing had changed`);
    if (cycles.length === 1) {
      console.log('\nthe probe was refused: check Tenant URL and secret token');
      return false;
    }
    good = good && refused.length === 0 && needlessWrites === 0;
  }
  return args.fixtures ? (await replayFixtures(args, signIn)) && good : good;
}

try {
  const args = readArguments(process.argv.slice(2));
  const signIn = await readSignIn(args.url, args.values, process.env);
  try {
    await checkReachable(args.url);
    process.exitCode = (await run(args, signIn)) ? 0 : 1;
  } finally {
    await signIn.close();
  }
} catch (error) {
  if (!(error instanceof UsageError || error instanceof AuthUsageError)) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = 1;
}
