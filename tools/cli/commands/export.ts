import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import { createCredential } from '../../../lambdas/auth/credential.ts';
import type { Exported } from '../../../lambdas/directory/paths.ts';
import { MINUTE } from '../../../lambdas/duration.ts';
import { DIRECTORY_BASE, SCIM_BASE } from '../../../lambdas/http/paths.ts';
import { messageOf } from '../../../lib/thrown.ts';
import { PlainError } from '../../plain-error.ts';
import { credentialsOf, operatorName } from '../credentials/open.ts';
import { readExport, type Line } from '../export/read-export.ts';
import { WRITERS } from '../export/write-export.ts';
import { later } from '../input/arguments.ts';
import { count } from '../output/count.ts';
import { withProgress } from '../output/progress.ts';
import { tell } from '../output/width.ts';
import { addTargetOptions, type TargetOptions } from '../target/options.ts';
import { findTarget, type Target } from '../target/target.ts';

interface Options extends TargetOptions {
  format: keyof typeof WRITERS;
  what: Exported;
  out: string;
  force?: true;
}

/** Adds `scim export`. */
export function addExportCommand(program: Command): void {
  addTargetOptions(
    program
      .command('export')
      .description('Write everybody, all groups or all memberships into a file, or nothing where it is not whole.')
      .addOption(new Option('--format <format>', 'how').choices(Object.keys(WRITERS)).makeOptionMandatory())
      .requiredOption('--out <file>', 'where to')
      .addOption(new Option('--what <what>', 'what').choices(['users', 'groups', 'members']).default('users'))
      .option('--force', 'also over a file that is there'),
  ).action(exportTo);
}

async function exportTo({ format, what, out, force, ...options }: Options): Promise<void> {
  if (existsSync(out) && !force) throw new PlainError(`${out} is there already: name another file, or add --force`);
  const target = await findTarget(options);
  const mount = (await target.tenantUrl()).replace(new RegExp(`${SCIM_BASE}/?$`), '');
  const done = { rows: 0 };
  const half = `${out}.${randomUUID()}.part`;
  try {
    await withProgress('export', (say) =>
      withToken(target, (token) => {
        const lines = readExport(what, `${mount}${DIRECTORY_BASE}/${what}.jsonl`, token);
        return WRITERS[format](
          what,
          counted(lines, done, () => say(`${done.rows} ${what}`)),
          half,
        );
      }),
    );
    await rename(half, out);
  } catch (error) {
    await rm(half, { force: true });
    if (error instanceof PlainError) throw error;
    throw new PlainError(`${out} cannot be written: ${messageOf(error)}`, { cause: error });
  }
  tell(`in ${out}: ${count(done.rows, what.slice(0, -1))}`);
}

/** The export may take as long before it begins; what it is let in by then does not matter any more. */
const VALID_FOR = 5 * MINUTE;

/** With a credential of its own, which ends with what it is for. */
async function withToken(target: Target, use: (token: string) => Promise<void>): Promise<void> {
  const store = credentialsOf(target);
  const { credential, token } = createCredential({
    label: 'scim export',
    scopes: ['directory'],
    now: target.now,
    expiresAt: later(target.now, VALID_FOR),
    createdBy: operatorName(),
  });
  await store.put(credential);
  try {
    await use(token);
  } finally {
    await store.revoke(credential.keyId, target.now);
  }
}

async function* counted(
  lines: AsyncIterable<Line>,
  done: { rows: number },
  say: () => void,
): AsyncGenerator<Line, void> {
  for await (const line of lines) {
    done.rows += 1;
    say();
    yield line;
  }
}
