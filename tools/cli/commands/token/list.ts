import type { Command } from 'commander';
import { PlainError } from '../../../plain-error.ts';
import { warnOfExpiry } from '../../credentials/expiry.ts';
import { credentialsOf } from '../../credentials/open.ts';
import { viewsOf, type CredentialView } from '../../credentials/views.ts';
import { formatTable } from '../../output/table.ts';
import { dayOf } from '../../output/time.ts';
import { askEvery, problemsOf } from '../../target/every-tenant.ts';
import { findTarget, type Target } from '../../target/target.ts';
import type { TokenOptions } from './made.ts';

const COLUMNS = ['keyId', 'state', 'scopes', 'expires', 'lastUsedOn', 'createdBy', 'label'] as const;

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
  const views = await tokensOf(await findTarget(options));
  const rows = views.map(toRow);
  console.log(options.json ? JSON.stringify(rows) : formatTable(COLUMNS, rows));
  warnOfExpiry(views, 'token');
}

async function listAll({ json, ...where }: TokenOptions): Promise<void> {
  const asked = await askEvery(where, tokensOf);
  const rows = asked.flatMap(({ tenant, answer = [] }) => answer.map((view) => ({ tenant, ...toRow(view) })));
  console.log(json ? JSON.stringify(rows) : formatTable(['tenant', ...COLUMNS], rows));
  for (const { tenant, answer = [] } of asked) warnOfExpiry(answer, 'token', tenant);
  const problems = problemsOf(asked);
  if (problems !== undefined) throw new PlainError(problems);
}

async function tokensOf(target: Target): Promise<CredentialView[]> {
  const tokens = (await credentialsOf(target).list()).filter(({ kind }) => kind === 'bearer');
  return tokens.flatMap((token) => viewsOf(token, target.now));
}

const toRow = (view: CredentialView) => ({
  ...view,
  expires: dayOf(view.expiresAt),
  lastUsedOn: dayOf(view.lastUsedAt),
});
