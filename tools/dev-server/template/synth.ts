import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { isRecord, readAs } from '../../json.ts';
import { PlainError } from '../../plain-error.ts';

interface CdkJson {
  app: string;
  context?: Record<string, unknown>;
}

const isCdkJson = (value: unknown): value is CdkJson => isRecord(value) && typeof value['app'] === 'string';

/** A synth that has not begun. */
interface Synth {
  /** What decides what comes out, besides the files of the project. */
  readonly dependsOn: readonly string[];
  readonly run: (signal?: AbortSignal) => Promise<void>;
}

/**
 * Synthesizes the CDK app of `projectFolder` into `outputFolder`, as `cdk synth` would: same app
 * command, same context flags (and source maps beside the bundles), no network. The CDK CLI and
 * CloudFormation's template validation are left out; they cost seconds and change no template.
 * `tenant`: only this one is wanted. Throws PlainError with what the app complained about.
 */
export const synthesize = (projectFolder: string, outputFolder: string, tenant?: string): Promise<void> =>
  prepareSynth(projectFolder, outputFolder, tenant).run();

/** The same, in two steps. Throws PlainError where the folder is no project. */
export function prepareSynth(projectFolder: string, outputFolder: string, tenant?: string): Synth {
  const { app, context } = readCdkJson(projectFolder);
  const given = JSON.stringify({ ...context, ...(tenant !== undefined && { tenant, fleet: true }) });
  const own = Object.entries(process.env).filter(([name]) => name.startsWith('CDK_'));
  return {
    dependsOn: [process.version, app, given, JSON.stringify(own)],
    run: (signal) => runApp(app, { projectFolder, outputFolder, context: given, signal }),
  };
}

async function runApp(
  app: string,
  {
    projectFolder,
    outputFolder,
    context,
    signal,
  }: { projectFolder: string; outputFolder: string; context: string; signal: AbortSignal | undefined },
): Promise<void> {
  const child = spawn(app, {
    cwd: projectFolder,
    shell: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
    env: {
      ...process.env,
      PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH'] ?? ''}`,
      CDK_OUTDIR: outputFolder,
      CDK_CONTEXT_JSON: context,
      CDK_VALIDATION: 'false',
    },
  });
  const [complaint] = await Promise.all([text(child.stderr), once(child, 'close')]);
  if (child.exitCode !== 0) {
    throw new PlainError(`the stacks cannot be synthesized ("npm run synth" shows all of it): ${essence(complaint)}`);
  }
}

function readCdkJson(folder: string): CdkJson {
  const file = path.join(folder, 'cdk.json');
  if (!existsSync(file))
    throw new PlainError(`there is no cdk.json in ${folder}: start the dev server in the project's folder`);
  const { app, context } = readAs(file, isCdkJson);
  const lookups = path.join(folder, 'cdk.context.json');
  const known = existsSync(lookups) ? readAs(lookups, isRecord) : {};
  return { app, context: { ...known, ...context, 'aws:cdk:version-reporting': false, sourceMaps: true } };
}

/**
 * What went wrong, without Node's stack: from the line that names the error up to the first line of
 * the stack.
 */
function essence(output: string): string {
  const lines = output.trim().split('\n');
  const first = lines.findIndex((line) => /^(Uncaught )?\w*(Error|ValidationFailed)\b.*:|^✘/.test(line));
  const rest = first < 0 ? lines : lines.slice(first);
  const stack = rest.findIndex((line) => /^\s+at /.test(line));
  const message = (stack < 0 ? rest : rest.slice(0, stack))
    .join('\n')
    .replace(/^(Uncaught )?\w*Error( \[\w+\])?: /, '');
  return message.trim() || 'the app printed nothing';
}
