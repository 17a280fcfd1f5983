import { readArguments, USAGE, UsageError, type Arguments } from './arguments.ts';
import { AuthUsageError, readSignIn, type SignIn } from './client/auth-arguments.ts';
import { readToken } from './client/sign-in.ts';
import { formatCycles, formatLeftOut, formatRefusal, formatRefusals } from './cycles/report.ts';
import { runCycles } from './cycles/run-cycles.ts';
import { runFixtures } from './fixtures/run-fixtures.ts';
import { whileTold, type Screen } from './while-told.ts';
import { misbehave } from './misbehave/over-http.ts';

const MAX_SHOWN = 10;

/** Where a line goes. */
export interface Output {
  out: (line: string) => void;
  err: (line: string) => void;
  /** Where it is told how far a run is, if somebody looks. */
  screen?: Screen;
}

async function checkReachable(url: string): Promise<void> {
  try {
    await fetch(url, { signal: AbortSignal.timeout(10_000) });
  } catch (error) {
    throw new UsageError(`cannot reach ${url} (${reasonOf(error)}); is the server running? "npm start" starts one`, {
      cause: error,
    });
  }
}

/** The code of what went wrong below, as in ECONNREFUSED, or its message. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause : error;
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}

async function replayFixtures({ url }: Arguments, { token }: SignIn, { out }: Output): Promise<boolean> {
  const { passed, failed } = await runFixtures(url, token);
  const names = new Set(failed.map(({ fixture }) => fixture));
  out(`\nfixtures: ${passed.length} passed, ${names.size} failed`);
  for (const { fixture, refusal } of failed.slice(0, MAX_SHOWN)) out(`"${fixture}"\n${formatRefusal(refusal)}`);
  return failed.length === 0;
}

async function run(args: Arguments, signIn: SignIn, output: Output): Promise<boolean> {
  const { out } = output;
  const { token } = signIn;
  if (args.modes.length > 0) {
    for (const mode of args.modes) out(await misbehave({ url: args.url, token: await readToken(token) }, mode));
    out('Now: npm run scim -- doctor');
    return true;
  }
  let good = true;
  for (const dialect of args.dialects) {
    const domain = `${dialect}.${args.domain}`;
    out(`\n${dialect} dialect, ${args.users} users @${domain}`);
    const { cycles, refused, needlessWrites, start } = await whileTold((say) => {
      const onAnswer = (cycle: string, answered: number): void => say(`${cycle}, ${answered} requests`);
      return runCycles({ ...args, token, dialect, domain, onAnswer });
    }, output.screen);
    const leftOut = cycles.length > 1 ? formatLeftOut(start) : undefined;
    if (leftOut !== undefined) out(leftOut);
    out(formatCycles(cycles));
    if (refused.length > 0) out(`\nrefused answers:\n${formatRefusals(refused, MAX_SHOWN)}`);
    if (needlessWrites > 0) out(`\n${needlessWrites} writes were sent although nothing had changed`);
    if (cycles.length === 1) {
      out('\nthe probe was refused: check Tenant URL and secret token');
      return false;
    }
    good = good && refused.length === 0 && needlessWrites === 0;
  }
  return args.fixtures ? (await replayFixtures(args, signIn, output)) && good : good;
}

/** Plays Entra as the command line says. Answers the exit code: 1 where something was refused or cannot be understood. */
export async function runEntra(argv: readonly string[], env: NodeJS.ProcessEnv, output: Output): Promise<number> {
  try {
    const args = readArguments(argv);
    const signIn = await readSignIn(args.url, args.values, env);
    try {
      await checkReachable(args.url);
      return (await run(args, signIn, output)) ? 0 : 1;
    } finally {
      await signIn.close();
    }
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof AuthUsageError)) throw error;
    output.err(`${error.message}\n\n${USAGE}`);
    return 1;
  }
}
