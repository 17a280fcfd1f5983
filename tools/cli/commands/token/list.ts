import type { Command } from 'commander';
import { PlainError } from '../../../plain-error.ts';
import { warnOfExpiry } from '../../credentials/expiry.ts';
import { credentialsOf } from '../../credentials/open.ts';
import { relatively, viewsOf, withDays, type CredentialView } from '../../credentials/views.ts';
import { withProgress } from '../../output/progress.ts';
import { formatTable } from '../../output/table.ts';
import { askEvery, problemsOf } from '../../target/every-tenant.ts';
import { findTarget, type Target } from '../../target/target.ts';
import type { TokenOptions } from './made.ts';

const COLUMNS = [
  'keyId',
  'state',
  ['scopes', 'Scopes', 'cut'],
  'expires',
  'lastUsed',
  ['createdBy', 'Made by', 'drop'],
  ['label', 'Label', 'cut'],
] as const;

/** `scim token list` */
export function listCommand(parent: Command): Command {
  return parent
    .command('list')
    .description('Show every token, without its secret, and warn of those that expire within 30 days.')
    .option('--all', 'of every tenant that has a file in tenants/')
    .option('--json', 'print a list of objects')
    .action((options: TokenOptions & { all?: true }) => (options.all ? listAll(options) : listOne(options)));
}

async function listOne(options: TokenOptions): Promise<void> {
  const { now, tokens } = await tokensOf(await findTarget(options));
  console.log(
    options.json
      ? JSON.stringify(tokens.map(withDays))
      : formatTable(
          COLUMNS,
          tokens.map((view) => relatively(view, now)),
        ),
  );
  warnOfExpiry(tokens, 'token', { now });
}

async function listAll({ json, ...where }: TokenOptions): Promise<void> {
  const asked = await withProgress('token list', () => askEvery(where, tokensOf));
  const all = asked.flatMap(
    ({ tenant, answer }) => answer?.tokens.map((view) => ({ tenant, view, now: answer.now })) ?? [],
  );
  console.log(
    json
      ? JSON.stringify(all.map(({ tenant, view }) => ({ tenant, ...withDays(view) })))
      : formatTable(
          ['tenant', ...COLUMNS],
          all.map(({ tenant, view, now }) => ({ tenant, ...relatively(view, now) })),
        ),
  );
  for (const { tenant, answer } of asked) if (answer) warnOfExpiry(answer.tokens, 'token', { now: answer.now, tenant });
  const problems = problemsOf(asked);
  if (problems !== undefined) throw new PlainError(problems);
}

async function tokensOf(target: Target): Promise<{ now: string; tokens: CredentialView[] }> {
  const tokens = (await credentialsOf(target).list()).filter(({ kind }) => kind === 'bearer');
  return { now: target.now, tokens: tokens.flatMap((token) => viewsOf(token, target.now)) };
}
