import { writeFileSync } from 'node:fs';
import { Option, type Command } from 'commander';
import { secretFrom } from '../../../../simulator/client/secret-input.ts';
import { PlainError, StoppedError } from '../../../plain-error.ts';
import { confirm } from '../../input/confirm.ts';
import { fit, tell } from '../../output/width.ts';
import { addTargetOptions, type TargetOptions } from '../../target/options.ts';
import { conform } from './conform.ts';
import { asHtml } from './html.ts';
import { checkEndpoint, isLoopback, MOST_USERS } from './endpoint.ts';
import { PROFILES, type Profile } from './plan.ts';
import { mustsThatFailed } from './report.ts';
import { asText } from './text.ts';

interface Options extends TargetOptions {
  url: string;
  token?: string;
  tokenFile?: string;
  profile: Profile;
  suite?: string[];
  report?: string;
  json?: true;
  yes?: true;
}

/** Adds `scim conformance`. */
export function addConformanceCommand(program: Command): void {
  const command = program
    .command('conformance')
    .description("Play Microsoft's checks and the RFCs against any SCIM endpoint, and delete what it made there.")
    .requiredOption('--url <base>', 'the SCIM base, as in https://scim.example.com/scim/v2')
    .option('--token-file <file>', 'what stands behind Bearer, "-" for standard input (default: SCIM_TOKEN)')
    .addOption(new Option('--token <token>', 'every user of the machine can read it').hideHelp())
    .addOption(new Option('--profile <name>', 'which answers are right').choices(PROFILES).default('entra'))
    .option('--suite <names...>', 'play these suites of the profile only')
    .option('--report <file>', 'write a report that can be handed in, as HTML')
    .option('--json', 'print an object')
    .option('--yes', 'do not ask, also where the endpoint is not on this machine');
  addTargetOptions(command).action(async () => run(command.opts<Options>()));
}

async function run(options: Options): Promise<void> {
  const { url, token, tokenFile, profile, suite: suites, json, yes, ...tenant } = options;
  const endpoint = checkEndpoint(url, token ?? readToken(tokenFile));
  const question = `Make and delete up to ${MOST_USERS} users, and groups, at ${url}?`;
  if (!isLoopback(endpoint.url)) await confirm(question, yes);
  // Before anything is made: a report that cannot be written at the end would be lost.
  if (options.report !== undefined) write(options.report, '');
  const { report, stopped } = await conform({ endpoint, profile, suites, tenant });
  if (options.report !== undefined) write(options.report, asHtml(report));
  console.log(json ? JSON.stringify(report) : fit(asText(report)));
  for (const path of report.left) tell(`could not be deleted: ${path}`);
  tell(report.stays);
  if (stopped) throw new StoppedError('stopped; what was made is deleted as said above');
  const failed = mustsThatFailed(report);
  if (failed.length > 0) throw new PlainError(`${failed.length} that must pass failed: ${failed.join('; ')}`);
}

function readToken(file: string | undefined): string {
  try {
    return secretFrom(file, process.env['SCIM_TOKEN']) ?? '';
  } catch (error) {
    throw new PlainError(`--token-file is "${file}", which cannot be read: name another file`, { cause: error });
  }
}

function write(file: string, content: string): void {
  try {
    writeFileSync(file, content);
  } catch (error) {
    throw new PlainError(`the report cannot be written to ${file}: name another file`, { cause: error });
  }
}
