import { InvalidArgumentError, type Command } from 'commander';
import { SETUP_MAY, type SetupMay } from '../../../../lambdas/auth/scopes.ts';
import { SCIM_BASE } from '../../../../lambdas/http/paths.ts';
import { makeLink } from '../../credentials/links.ts';
import { openCredentials, operatorName } from '../../credentials/open.ts';
import { toLabel, toWholeNumber } from '../../input/arguments.ts';
import { dayOf } from '../../output/time.ts';
import { tell } from '../../output/width.ts';
import type { TargetOptions } from '../../target/options.ts';

interface CreateOptions extends TargetOptions {
  label: string;
  days: number;
  may: SetupMay[];
  endpoint?: string;
  json?: true;
}

/** For how many days a link works. */
export const toLinkDays = toWholeNumber('days', 1, 90);

/** `scim setup-link create` */
export function createCommand(parent: Command): Command {
  return parent
    .command('create')
    .description('Make a link to the setup page. It is printed once, on stdout: who has it, has what it may.')
    .option('--days <number>', 'how long it works', toLinkDays, 14)
    .option('--may <what>', `what it allows besides the page: ${SETUP_MAY.join(',')} or none`, toMay, ['tokens'])
    .option('--label <text>', 'whom it is for', toLabel, `made by ${operatorName()}`)
    .option('--endpoint <url>', 'the address of the API, where it has a domain of its own', toEndpoint)
    .option('--json', 'print an object with the link and what is known about it')
    .action(create);
}

async function create({ label, days, may, endpoint, json, ...options }: CreateOptions): Promise<void> {
  const { store, target } = await openCredentials(options);
  const { url, link } = await makeLink(store, target, { label, days, may, endpoint });
  const { hash: _hash, ...known } = link;
  tell(
    `made setup link ${link.keyId} "${label}" (may: ${['see', ...may].join(', ')}), valid until ${dayOf(link.expiresAt)}; this is the only time it is shown:`,
  );
  console.log(json ? JSON.stringify({ url, ...known }) : url);
}

/** What a link may, as in `tokens,people` or `none`. */
export function toMay(text: string): SetupMay[] {
  const asked = text === 'none' ? [] : text.split(',').map((word) => word.trim());
  if (asked.some((word) => !SETUP_MAY.some((known) => known === word)))
    throw new InvalidArgumentError(`allowed is none, or some of ${SETUP_MAY.join(', ')}, with commas between.`);
  return SETUP_MAY.filter((known) => asked.includes(known));
}

export function toEndpoint(text: string): string {
  const url = URL.parse(text);
  if (url?.protocol !== 'https:' || url.search !== '' || url.hash !== '' || url.username !== '')
    throw new InvalidArgumentError('an endpoint looks like https://scim.example.com, with nothing behind the path.');
  return text.replace(/\/+$/, '').replace(new RegExp(`${SCIM_BASE}$`), '');
}
