import { PlainError } from '../../../tools/plain-error.ts';
import { startDevServer } from '../../../tools/dev-server/server/dev-server.ts';
import type { DevServer } from '../../../tools/dev-server/server/host.ts';
import { readOptions } from '../../../tools/dev-server/server/options.ts';
import { FIXTURE_PROJECT } from './fixture-server.ts';

/**
 * Starts the dev server with these words and variables in this process: a second faster than a
 * process of its own. One at a time.
 */
export async function startHere(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  project = FIXTURE_PROJECT,
): Promise<DevServer> {
  const set = { DYNAMODB_ENDPOINT: '', SCIM_TOKEN: '', ...env };
  const before = Object.keys(set).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, set);
  try {
    return await startDevServer(readOptions(args, process.env), { project, report: () => {} });
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

/** What the program prints on stderr, as it is, before it exits with 1. */
export async function refusalOf(...start: Parameters<typeof startHere>): Promise<string> {
  try {
    await (await startHere(...start)).stop();
    return 'it was not refused';
  } catch (error) {
    if (error instanceof PlainError) return `${error.message}\n`;
    throw error;
  }
}
